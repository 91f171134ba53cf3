import { answer, http, idempotencyKey } from '@/api/client'
import { asFailure, sentenceOf } from '@/api/failure'
import type { components } from '@/api/schema'
import undo from '@/i18n/en/undo'
import { useText } from '@/i18n/text'
import { send } from './sending'
import { useLive } from './store'
import type { Step } from './undo'

type BulkAnswer = components['schemas']['BulkAnswer']

const namedAtMost = 3
const text = useText(undo)

/** Some stories by their keys. */
export const namesOf = (left: BulkAnswer['left']): string =>
  left.slice(0, namedAtMost).map(({ key, id }) => key ?? id.slice(0, 8)).join(', ') + (left.length > namedAtMost ? ' …' : '')

/**
 * A change whose facts are in the journal, taken back by the server where it is still so.
 * @param from Its first fact.
 * @param to Its last one.
 * @param complain Tells what of it stays, and why.
 */
export function journalStep(message: string, from: number, to: number, complain: (what: string) => void): Step {
  const key = idempotencyKey()
  const projectId = useLive().project?.id
  return {
    text: message,
    back: async () => {
      try {
        const { data } = await send(text.undoing(message), () =>
          answer(http.POST('/api/stories/undo', { params: { query: { projectId }, header: { 'Idempotency-Key': key } }, body: { from, to } })),
        )
        if (data.left.length > 0) complain(whatStays(data.left))
        return data.from === null || data.to === null ? null : journalStep(message, data.from, data.to, complain)
      } catch (cause) {
        complain(asFailure(cause).message)
        return null
      }
    },
  }
}

function whatStays(left: BulkAnswer['left']): string {
  const refused = left.find(({ fields }) => !fields)
  if (refused) return text.refused(left.length, namesOf(left), sentenceOf(refused) ?? '')
  const fields = [...new Set(left.flatMap((one) => one.fields ?? []))].map((field) => (text.fields as Record<string, string>)[field] ?? field)
  return text.stays(left.length, namesOf(left), fields.join(', '))
}
