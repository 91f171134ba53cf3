import { idempotencyKey } from '@/api/client'
import { Failure } from '@/api/failure'
import { end } from '@/api/person'
import type { Problem } from '@/api/types'

export const linesAtMost = 1000

export interface NewItems {
  projectId: string
  baseItemId: string
  /** One for each item; none: one item without a label. */
  labels: readonly string[]
  ownerId: string | null
  createdAt: string | null
}

export interface RefusedLine {
  label: string
  why: string
}

interface Line {
  line: number
  status: number
  detail?: string
  errors?: Record<string, string[]>
}

/** Labels as they are typed or pasted: one on each line, without what is empty. */
export const readLabels = (typed: string): string[] => typed.split('\n').map((line) => line.trim()).filter((line) => line !== '')

/** What the server answered line by line: how many were made, and which were refused. */
export function readAnswers(text: string, labels: readonly string[]): { made: number; refused: RefusedLine[] } {
  const lines = text.split('\n').filter(Boolean).map((line) => JSON.parse(line) as Line)
  const refused = lines.filter(({ status }) => status >= 300)
  return {
    made: lines.length - refused.length,
    refused: refused.map(({ line, detail, errors }) => ({ label: labels[line - 1] ?? '', why: Object.values(errors ?? {}).flat()[0] ?? detail ?? '' })),
  }
}

/** Records items, a line for each. The typed client speaks no lines. */
export async function recordItems({ projectId, baseItemId, labels, ownerId, createdAt }: NewItems): Promise<{ made: number; refused: RefusedLine[] }> {
  const all = labels.length > 0 ? labels : [undefined]
  const body = all.map((label) => JSON.stringify({ projectId, baseItemId, label, ownerId: ownerId ?? undefined, createdAt: createdAt ?? undefined })).join('\n')
  const headers = { 'Content-Type': 'application/x-ndjson', 'Idempotency-Key': idempotencyKey() }
  const response = await fetch('/api/items/batch', { method: 'POST', body: `${body}\n`, headers }).catch((cause: unknown) => {
    throw new Failure(null, null, cause)
  })
  if (response.status === 401) end('not-signed-in')
  if (!response.ok) throw new Failure(response, (await response.json().catch(() => null)) as Problem | null)
  return readAnswers(await response.text(), labels)
}
