import type { Item } from '@/api/types'
import type { Fact } from '@/live/facts'

/** Facts that change what is shown of items. */
export const concernsItems = ({ type }: Pick<Fact, 'type'>): boolean => type.startsWith('item.') || type.startsWith('transfer.') || type.startsWith('baseItem.')

/** The item that a fact is about; null: it is about none, or about all of a kind. */
export function itemOf(fact: Fact): string | null {
  if (fact.type.startsWith('item.')) return fact.subjectId
  return fact.type.startsWith('transfer.') ? (fact.data as { itemId: string }).itemId : null
}

const isNotBefore = (at: string, since: string | null): boolean => since === null || Date.parse(at) >= Date.parse(since)

/** What a fact makes of an item; null: that takes more than the fact and the item tell, so the server has to be asked. */
export function reduceItem(item: Item, fact: Fact): Item | null {
  switch (fact.type) {
    case 'item.edited':
      return { ...item, label: fact.data.label ? fact.data.label.new : item.label, version: fact.data.version.new }
    case 'baseItem.edited':
      return fact.subjectId === item.baseItemId && fact.data.description ? { ...item, description: fact.data.description.new } : item
    case 'item.transferred': {
      const at = fact.effectiveAt ?? fact.at
      if (fact.data.awaits) return { ...item, awaitingId: fact.data.transferId, awaitingOwnerId: fact.data.ownerId }
      // What was recorded late stands before whoever holds it now.
      return isNotBefore(at, item.since) ? { ...item, ownerId: fact.data.ownerId, since: at } : item
    }
    case 'transfer.accepted': {
      // Whom it was handed to is told by the item, not by this fact.
      if (item.awaitingId !== fact.subjectId || !item.awaitingOwnerId) return null
      const at = fact.effectiveAt ?? fact.at
      const settled = { ...item, awaitingId: null, awaitingOwnerId: null }
      return isNotBefore(at, item.since) ? { ...settled, ownerId: item.awaitingOwnerId, since: at } : settled
    }
    case 'transfer.refused':
    case 'transfer.recalled':
      return { ...item, awaitingId: null, awaitingOwnerId: null }
    case 'transfer.corrected':
      return null
    default:
      return item
  }
}
