import { answer, http, idempotencyKey } from '@/api/client'
import { asFailure, sentenceOf } from '@/api/failure'
import { isReplaced } from '@/api/person'
import type { components } from '@/api/schema'
import type { Story } from '@/api/types'
import list from '@/i18n/en/list'
import { useText } from '@/i18n/text'
import type { LocalFact } from '@/live/facts'
import { journalStep, namesOf } from '@/live/journalStep'
import { send } from '@/live/sending'
import { useLive } from '@/live/store'
import { during, remember, undoStep } from '@/live/undo'
import { toast } from '@/ui/toasts'
import { factsOf, stamp } from './bulkFacts'
import type { BulkChange } from './bulkFacts'

type BulkAnswer = components['schemas']['BulkAnswer']

/** The server takes so many in one request. */
export const storiesAtMost = 1000

const complain = (what: string): unknown => toast(what, { tone: 'bad' })

/** What is done with many stories at once, or with one of a list: one request, one commit, one undo. */
export function useBulk() {
  const live = useLive()
  const text = useText(list)
  const query = () => ({ projectId: live.project?.id })
  const known = (ids: readonly string[]): Story[] => ids.map((id) => live.look((ledger) => ledger.story(id))).filter((one) => one !== null)

  /** @param what What it does, in a few words: "High priority". */
  async function edit(chosen: readonly string[], change: BulkChange, what: string): Promise<void> {
    // What is being made has no id that the server knows.
    const ids = chosen.filter((id) => !id.startsWith('new-'))
    if (ids.length === 0 || tooMany(ids.length)) return
    const name = nameOf(ids)
    const key = idempotencyKey()
    try {
      await during(live.act(known(ids).flatMap((story) => factsOf(story, change)), async () => {
        const { data, position } = await send(`${name}: ${what}`, () =>
          answer(
            http.POST('/api/stories/bulk', {
              params: { query: query(), header: { 'Idempotency-Key': key } },
              body: { stories: ids.map((id) => ({ id })), edit: change },
            }),
          ),
        )
        told(data, text.bulk.changed(name, what))
        return { position, value: undefined }
      }))
    } catch (cause) {
      toast(asFailure(cause).message, { tone: 'bad' })
    }
  }

  /** They are shown as gone, and sent when it can't be undone any more: nobody brings back what the journal has as deleted. */
  function remove(ids: readonly string[]): void {
    const stories = known(ids).filter(({ key }) => key !== '')
    if (stories.length === 0 || tooMany(stories.length)) return
    const shown = live.pretend(
      stories.map((story): LocalFact => ({ ...stamp(story), type: 'story.deleted', data: { number: 0, status: story.status } })),
    )
    const name = nameOf(stories.map(({ id }) => id), stories)
    const key = idempotencyKey()
    const body = { delete: true, stories: stories.map(({ id, version }) => ({ id, version })) }
    const address = `/api/stories/bulk?projectId=${live.project?.id ?? ''}`
    // Who leaves the page meant it: there is nobody left to undo it.
    const leave = (): void => {
      const headers = { 'Content-Type': 'application/json', 'Idempotency-Key': key }
      if (!isReplaced()) void fetch(address, { method: 'POST', keepalive: true, headers, body: JSON.stringify(body) })
    }
    addEventListener('pagehide', leave)
    toast(text.bulk.deleting(name), {
      undo: () => {
        removeEventListener('pagehide', leave)
        shown.undo()
      },
      over: async () => {
        removeEventListener('pagehide', leave)
        try {
          const { data, position } = await send(text.bulk.deleting(name), () =>
            answer(http.POST('/api/stories/bulk', { params: { query: query(), header: { 'Idempotency-Key': key } }, body })),
          )
          // What was refused shows again.
          shown.done(position)
          const left = data.left.filter(({ status }) => status !== 404)
          if (left.length > 0) toast(text.bulk.kept(namesOf(left)), { tone: 'bad' })
        } catch (cause) {
          shown.undo()
          toast(asFailure(cause).message, { tone: 'bad' })
        }
      },
    })
  }

  function told(data: BulkAnswer, message: string): void {
    if (data.left.length > 0) {
      const first = data.left[0]!
      toast(data.left.length === 1 ? `${first.key ?? ''} ${sentenceOf(first) ?? ''}`.trim() : text.bulk.refused(data.left.length, namesOf(data.left), sentenceOf(first) ?? ''), { tone: 'bad' })
    }
    if (data.from === null || data.to === null || data.changed === 0) return
    const step = remember(journalStep(message, data.from, data.to, complain))
    toast(message, { undo: () => void undoStep(step) })
  }

  /** All that a filter takes, or none with a message when they are too many. */
  async function all(filter: Record<string, string | undefined>): Promise<string[]> {
    try {
      const { data } = await answer(http.POST('/api/stories/bulk', { params: { query: { ...query(), ...filter } }, body: { all: true, dryRun: true } }))
      return (data.stories ?? []).map(({ id }) => id)
    } catch (cause) {
      toast(asFailure(cause).message, { tone: 'bad' })
      return []
    }
  }

  function tooMany(count: number): boolean {
    if (count > storiesAtMost) toast(text.bulk.tooMany(count, storiesAtMost), { tone: 'bad' })
    return count > storiesAtMost
  }

  const nameOf = (ids: readonly string[], stories = known(ids)): string =>
    ids.length === 1 && stories[0] ? stories[0].key : text.stories(ids.length)

  return { edit, remove, all }
}
