import { computed } from 'vue'
import { answer, http } from '@/api/client'
import type { HistoryEntry } from '@/api/types'
import { storyOf } from '@/live/queue/change'
import type { Queued, StoryChange } from '@/live/queue/change'
import { refusedChanges } from '@/live/queue/queue'

/** Of a story, what was typed here and can't be joined with what somebody else saved: it waits until somebody chooses. */
export const useConflicts = (storyId: () => string) =>
  computed(() => refusedChanges.value.filter((one) => one.refused?.theirs && one.change.kind === 'story.edit' && storyOf(one.change) === storyId()))

export interface Clash {
  field: keyof StoryChange
  base: string
  mine: string
  theirs: string
}

const said = (value: StoryChange[keyof StoryChange]): string => (Array.isArray(value) ? value.join(', ') : (value ?? ''))

/** The fields that both changed to something else. */
export function clashesOf({ change, refused }: Queued): Clash[] {
  if (change.kind !== 'story.edit' || !refused?.theirs) return []
  const { theirs } = refused
  return (Object.keys(change.change) as (keyof StoryChange)[])
    .map((field) => ({ field, base: said(change.base[field]), mine: said(change.change[field]), theirs: said(theirs[field]) }))
    .filter(({ base, mine, theirs: there }) => there !== base && there !== mine)
}

/** Who saved what stands there now. */
export async function savedBy(storyId: string, field: string): Promise<HistoryEntry | null> {
  const { data } = await answer(http.GET('/api/stories/{id}/history', { params: { path: { id: storyId }, query: { limit: 50 } } }))
  return data.items.find((entry) => entry.task === null && entry.changes.some((change) => change.field === field)) ?? null
}
