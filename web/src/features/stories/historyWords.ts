import type { HistoryChange, HistoryEntry } from '@/api/types'
import type panel from '@/i18n/en/panel'
import { hours } from '@/ui/format'

type Text = (typeof panel)['texts']

/** What somebody did, in words; a task that it was done to stands behind the verb. */
export interface HistorySentence {
  verb: string
  task: string | null
}

const isField = (name: string, text: Text): name is keyof Text['fields'] => name in text.fields

/** A value as people read it. */
function said(field: string, value: unknown, entry: HistoryEntry, text: Text): string {
  if (value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0)) return ''
  if (field === 'estimate' || field === 'timeSpent') return Number(value) === 0 ? '' : hours(Number(value))
  if (field === 'priority') return value === 'None' ? '' : text.priorities[value as keyof Text['priorities']]
  if (field === 'status') return text.statuses[value as keyof Text['statuses']]
  if (Array.isArray(value)) return value.join(', ')
  return entry.names[String(value)] ?? String(value)
}

function changeText(change: HistoryChange, entry: HistoryEntry, text: Text): string {
  const { field } = change
  const { history } = text
  if (field === 'rank') return history.order
  const name = isField(field, text) ? text.fields[field] : field
  if (change.text) return history.changedText(name)
  if (field === 'labels') {
    const [old, now] = [change.old as string[], change.new as string[]]
    const [added, removed] = [now.filter((one) => !old.includes(one)), old.filter((one) => !now.includes(one))]
    const parts = [added.length ? history.labelsAdded(added.join(', ')) : '', removed.length ? history.labelsRemoved(removed.join(', ')) : '']
    return parts.filter(Boolean).join(history.and) || history.changedText(name)
  }
  const [old, now] = [said(field, change.old, entry, text), said(field, change.new, entry, text)]
  if (field === 'status') return history.movedTo(now)
  if (now === '') return old === '' ? history.changedText(name) : history.cleared(name, old)
  return old === '' ? history.set(name, now) : history.from(name, old, now)
}

export function sentenceOf(entry: HistoryEntry, text: Text): HistorySentence {
  const { history } = text
  const task = entry.task ? entry.task.title || '…' : null
  const [noun, what] = entry.type.split('.') as [string, string]
  if (what === 'created') return { verb: task === null ? history.created : history.addedTask, task }
  if (what === 'deleted') return { verb: task === null ? history.deleted : history.deletedTask, task }
  const verbs: Record<string, string> = { claimed: history.claimed, released: history.gaveBack, expired: history.leaseRanOut, setAside: history.setAside, requeued: history.requeued }
  if (noun === 'task' && verbs[what]) return { verb: verbs[what], task }
  const told = entry.changes.filter(({ field }) => !(noun === 'task' && field === 'timeSpent' && what !== 'edited'))
  const status = told.find(({ field }) => field === 'status')
  if (task !== null && status) return { verb: history.movedTask(said('status', status.new, entry, text)), task }
  const verb = told.map((change) => changeText(change, entry, text)).join(history.and) || history.edited
  return { verb: task === null ? verb : `${verb} ${history.ofTask}`, task }
}

/** The texts of an entry that are shown word by word. */
export const textChanges = (entry: HistoryEntry): HistoryChange[] => entry.changes.filter((change) => change.text && change.text.length > 0)
