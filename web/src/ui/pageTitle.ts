import { computed, onScopeDispose, shallowReactive, toValue } from 'vue'
import type { MaybeRefOrGetter } from 'vue'

type Part = MaybeRefOrGetter<string | null | undefined>

const parts = shallowReactive(new Set<Part>())

/** What is open on the page, most special first: it stands in front of the page's own name in the tab and the history. */
export const titleParts = computed(() => [...parts].reverse().map((part) => toValue(part)).filter((part): part is string => Boolean(part)))

export function usePageTitle(part: Part): void {
  parts.add(part)
  onScopeDispose(() => parts.delete(part))
}
