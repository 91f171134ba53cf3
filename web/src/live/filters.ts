import { shallowReactive } from 'vue'
import { answer, http } from '@/api/client'
import { me, onEnd } from '@/api/person'
import type { components } from '@/api/schema'
import type { Story } from '@/api/types'
import { isCard } from './reducer'

export type Explained = components['schemas']['ExplainedFilter']
export type Clause = components['schemas']['ExplainedClause']
type Value = components['schemas']['ExplainedValue']

/*
 * The grammar of filters is the server's: it says what a text means, part by part, and from that is judged here whether a story that changed
 * still belongs to what is shown. Words have to be looked for where the index is; of them nothing is known here.
 */

const kept = 50
const known = shallowReactive(new Map<string, Explained>())
onEnd(() => known.clear())

const nameOf = (projectId: string, text: string): string => `${projectId} ${text}`

/** Days are those of whoever reads. */
export const zone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone

export const whatIsKnown = (projectId: string, text: string): Explained | null => known.get(nameOf(projectId, text)) ?? null

/** What a text means in a project; asked for once. */
export async function explain(projectId: string, text: string): Promise<Explained> {
  const name = nameOf(projectId, text)
  const before = known.get(name)
  if (before) return before
  const { data } = await answer(http.GET('/api/stories/filter', { params: { query: { projectId, filter: text, zone: zone() } } }))
  const oldest = known.keys().next()
  if (known.size >= kept && !oldest.done) known.delete(oldest.value)
  known.set(name, data)
  return data
}

/** Whether a filter takes a story; null: only the server knows. */
export function takes(story: Story, { clauses, errors }: Pick<Explained, 'clauses' | 'errors'>): boolean | null {
  if (errors.length > 0) return null
  let sure = true
  for (const clause of clauses) {
    const fits = some(clause.values.map((value) => fitsValue(story, clause.field, value)))
    if (fits === null) sure = false
    else if (fits === clause.not) return false
  }
  return sure ? true : null
}

function some(answers: readonly (boolean | null)[]): boolean | null {
  if (answers.includes(true)) return true
  return answers.includes(null) ? null : false
}

function fitsValue(story: Story, field: string, value: Value): boolean | null {
  const word = value.words?.[0] ?? ''
  switch (field) {
    case 'status':
      return value.words?.includes(story.status) ?? false
    case 'priority':
      return value.words?.includes(story.priority) ?? false
    case 'label':
      return value.none ? story.labels.length === 0 : story.labels.some((label) => label.toLowerCase() === word.toLowerCase())
    case 'assignee':
      return value.none ? story.assigneeId === null : value.users?.includes(story.assigneeId ?? '') ?? false
    case 'created':
      return isWithin(story.createdAt, value)
    case 'updated':
      return isWithin(story.updatedAt, value)
    case 'key':
      // One that is being made has no key yet.
      return story.key === '' ? null : isBetween(Number(story.key.slice(story.key.lastIndexOf('-') + 1)), value)
    case 'external':
      return isCard(story) ? null : story.externalKey === word
    case 'tasks':
      return isBetween(tasksOf(story), value)
    case 'is':
      if (word === 'active') return story.status !== 'Done'
      return story.assigneeId === (word === 'mine' ? (me.value?.id ?? '') : null)
    case 'has':
      return has(story, word)
    default:
      return null
  }
}

/** A card has numbers in place of its tasks. */
function tasksOf({ taskCounts: { open = 0, inProgress = 0, done = 0 } }: Story): number {
  return open + inProgress + done
}

function has(story: Story, what: string): boolean | null {
  switch (what) {
    case 'tasks':
      return tasksOf(story) > 0
    case 'labels':
      return story.labels.length > 0
    case 'assignee':
      return story.assigneeId !== null
    case 'description':
      return isCard(story) ? null : story.description !== ''
    case 'priority':
      return story.priority !== 'None'
    case 'external':
      return isCard(story) ? null : story.externalKey !== null
    default:
      return null
  }
}

const isBetween = (number: number, { least, most }: Value): boolean => number >= (least ?? -Infinity) && number <= (most ?? Infinity)

function isWithin(at: string, { from, before }: Value): boolean {
  const moment = Date.parse(at)
  return (!from || moment >= Date.parse(from)) && (!before || moment < Date.parse(before))
}
