import problems from '@/i18n/en/problems'
import { translation } from '@/i18n/language'
import { useText } from '@/i18n/text'
import type { Problem } from './types'

const text = useText(problems)

/** A request that did not do what it was for. */
export class Failure extends Error {
  readonly status: number
  readonly problem: Problem | null
  /** Since when it is so; one who tries again keeps the first. */
  at = new Date()
  /** Seconds after which the server wants to be asked again. */
  readonly retryAfter: number | null

  constructor(response: Response | null, problem: Problem | null, cause?: unknown) {
    super(undefined, { cause })
    this.status = response?.status ?? 0
    this.problem = problem
    const after = Number(response?.headers.get('Retry-After'))
    this.retryAfter = Number.isFinite(after) && after > 0 ? after : null
  }

  /** A sentence for people, in the language that is shown. */
  override get message(): string {
    return (this.problem && sentenceOf(this.problem)) ?? (this.status === 0 ? text.unreachable : sentence(this.status))
  }

  /** The problem's short name, such as stale-version. */
  get kind(): string {
    if (this.problem) return codeOf(this.problem.type)
    return this.status === 0 ? 'unreachable' : `http-${this.status}`
  }

  /** Whether the same request may succeed later without anything else being changed. */
  get passing(): boolean {
    return this.status === 0 || this.status === 429 || this.status >= 502
  }

  /** What somebody who looks into it needs. */
  get details(): [string, string][] {
    const rows: [string, string][] = [[text.details.status, this.status === 0 ? text.details.noAnswer : String(this.status)]]
    if (this.retryAfter) rows[0]![1] += text.details.retryAfter(this.retryAfter)
    rows.push([text.details.problem, this.kind])
    if (this.problem?.requestId) rows.push([text.details.request, this.problem.requestId])
    return rows
  }

  /** What is wrong with one field of the request. */
  field(name: string): string | undefined {
    return this.problem?.errors?.[name]?.[0]
  }
}

export const unreachable = (cause: unknown): Failure => new Failure(null, null, cause)

export const asFailure = (cause: unknown): Failure => (cause instanceof Failure ? cause : unreachable(cause))

/** What a problem says, in the language that is shown: in English the server's own words, which say more. */
export const sentenceOf = ({ type, detail }: { type: string; detail?: string | null }): string | undefined =>
  (translation.value?.codes as Readonly<Record<string, string>> | undefined)?.[codeOf(type)] ?? detail ?? undefined

const codeOf = (type: string): string => type.split(':').at(-1) ?? 'unknown'

const sentence = (status: number): string =>
  status === 502 || status === 504 ? text.behindProxy : text.answered(status)
