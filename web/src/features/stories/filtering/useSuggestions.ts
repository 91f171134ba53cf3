import { useDebounceFn } from '@vueuse/core'
import { ref, shallowRef } from 'vue'
import { useLive } from '@/live/store'
import { complete, suggest, typingAt } from './suggestions'
import type { Suggestion, Typing } from './suggestions'

const typingMs = 80

/** What could be written next, while it is written. */
export function useSuggestions() {
  const live = useLive()
  const items = shallowRef<readonly Suggestion[]>([])
  const isExact = ref(true)
  const active = ref(-1)
  const typing = shallowRef<Typing | null>(null)
  let asked = 0

  async function look(text: string, caret: number): Promise<void> {
    const mine = ++asked
    const at = typingAt(text, caret)
    const projectId = live.project?.id
    if (!at || !projectId || (at.field === null && at.typed === '' && text.trim() !== '')) return close()
    try {
      const found = await suggest(projectId, at)
      if (mine !== asked) return
      // What is written in full already needs no list.
      const rest = found.items.filter((item) => !(at.field === null && item.text === `${at.typed}:`))
      typing.value = at
      items.value = rest
      isExact.value = found.isExact
      active.value = at.field !== null && rest.length > 0 ? 0 : -1
    } catch {
      if (mine === asked) close()
    }
  }

  function close(): void {
    asked++
    items.value = []
    active.value = -1
  }

  function move(by: 1 | -1): void {
    const count = items.value.length
    if (count > 0) active.value = (active.value + by + count) % count
  }

  const take = (text: string, item: Suggestion): { text: string; caret: number } | null => (typing.value ? complete(text, typing.value, item) : null)

  return { items, isExact, active, typing, look, lookSoon: useDebounceFn(look, typingMs), close, move, take }
}
