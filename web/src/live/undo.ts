import { computed, shallowRef, watch } from 'vue'
import { onEnd } from '@/api/person'
import { useLive } from './store'

/** Something that was done and can be taken back. */
export interface Step {
  text: string
  /** Takes it back; what it returns does it again. Null: nothing was left to take back. It tells by itself what went wrong. */
  back: () => Promise<Step | null>
}

interface Kept extends Step {
  at: number
}

/** More are not remembered: the oldest is forgotten. */
export const stepsAtMost = 100

const past = shallowRef<readonly Kept[]>([])
const future = shallowRef<readonly Kept[]>([])
let line: Promise<void> = Promise.resolve()
let follows = false
const underWay = new Set<Promise<unknown>>()
/** Longer no stroke waits for an answer: without a connection there is none for minutes. */
const answerMs = 3_000

export const lastStep = computed(() => past.value.at(-1) ?? null)
export const nextStep = computed(() => future.value.at(-1) ?? null)

/** What is done from here on ends what could be done again. */
export function remember(step: Step): Step {
  follow()
  const kept = { ...step, at: performance.now() }
  past.value = [...past.value, kept].slice(-stepsAtMost)
  future.value = []
  return kept
}

/** A change that is under way. A stroke means what was done last, though the server has not said yet where it stands. */
export function during<T>(change: Promise<T>): Promise<T> {
  underWay.add(change)
  const over = (): void => void underWay.delete(change)
  change.then(over, over)
  return change
}

/** Until what is under way is remembered, which it is right behind its answer. */
async function settled(): Promise<void> {
  if (underWay.size === 0) return
  const late = new Promise((resolve) => setTimeout(resolve, answerMs))
  await Promise.race([Promise.allSettled(underWay).then(() => new Promise((resolve) => setTimeout(resolve))), late])
}

export const undo = (): Promise<void> => move(past, future)
export const redo = (): Promise<void> => move(future, past)

/** Takes one back though others came after it: a message offers it as long as it is shown. */
export const undoStep = (step: Step): Promise<void> => move(past, future, step)

function forgetSteps(): void {
  past.value = future.value = []
}

/** One after the other: the second of two quick strokes takes back what was there before the first. */
function move(from: typeof past, to: typeof past, only?: Step): Promise<void> {
  line = line.then(async () => {
    if (!only) await settled()
    const step = only ? from.value.find((one) => one === only) : from.value.at(-1)
    if (!step) return
    from.value = from.value.filter((one) => one !== step)
    const again = await step.back().catch(() => null)
    if (again) to.value = [...to.value, { ...again, at: performance.now() }].slice(-stepsAtMost)
  })
  return line
}

// What was done in one project, or by one person, is not taken back in another.
onEnd(forgetSteps)
function follow(): void {
  if (follows) return
  follows = true
  const live = useLive()
  watch(() => live.project?.id, forgetSteps, { flush: 'sync' })
}
