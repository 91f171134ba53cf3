import { computed, onScopeDispose, shallowReactive, toValue } from 'vue'
import type { Component, MaybeRefOrGetter } from 'vue'

/** Where an action belongs: the sheet of shortcuts and the palette show it there. */
export const groups = ['anywhere', 'go', 'list', 'story', 'board', 'chart'] as const
export type Group = (typeof groups)[number]

/** Something that can be done now, by its key, from the palette, and as the sheet of shortcuts tells. */
export interface Action {
  /** Its name for the program, the same in each language: the palette remembers what was done last. */
  id: string
  text: string
  group: Group
  /** 'C', 'Ctrl Shift Z', or one after the other: 'G S'; several when more than one does it. The first is shown. */
  keys?: string | readonly string[]
  icon?: Component
  /** When it can't be done, its key does nothing and the palette leaves it out. */
  when?: () => boolean
  /** Without it the key is told in the sheet alone: whatever has the focus reads it itself, as a list its arrows. */
  run?: () => void
  /** Its key counts while something is being typed, and above a dialog, too. */
  everywhere?: boolean
  /** The palette leaves it out: to do it from there has no sense. */
  keyOnly?: boolean
  /** The palette shows it to whoever types its words, and not before: one of many that are wanted seldom. */
  seldom?: boolean
}

type Source = MaybeRefOrGetter<readonly Action[]>

const sources = shallowReactive(new Set<Source>())

/** All there are, in the order in which they came. */
export const actions = computed(() => [...sources].flatMap((source) => toValue(source)))

/** Actions that there are as long as the component is. A getter's texts follow the language. */
export function useActions(source: Source): void {
  sources.add(source)
  onScopeDispose(() => sources.delete(source))
}

export const isPossible = (action: Action): boolean => action.run !== undefined && action.when?.() !== false
export const keysOf = ({ keys = [] }: Action): readonly string[] => (typeof keys === 'string' ? [keys] : keys)
