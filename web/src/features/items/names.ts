import type { Item } from '@/api/types'
import items from '@/i18n/en/items'
import { useText } from '@/i18n/text'
import type { usePeople } from '@/live/people'

export type People = ReturnType<typeof usePeople>

const text = useText(items)

/** What an item is called: its label, else its kind. */
export const labelOf = ({ label, description }: Pick<Item, 'label' | 'description'>): string => label ?? description

export const holderOf = (people: People, id: string | null): string => (id === null ? text.nobody : (people.nameOf(id) ?? text.somebody))
