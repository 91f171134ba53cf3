import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Status } from '@/api/types'
import type { LocalFact } from '@/live/facts'
import { Ledger } from '@/live/ledger'
import type { Action } from '@/live/ledger'
import { Server, everything, tell, watching } from './server'
import type { Command } from './server'

const status = fc.constantFrom<Status>('Open', 'In Progress', 'Done')
const nth = fc.nat({ max: 6 })
const command: fc.Arbitrary<Command> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('create' as const), title: fc.string() }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('rename' as const), story: nth, title: fc.string() }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('move' as const), story: nth, to: status }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('rank' as const), story: nth, to: fc.integer({ min: 1, max: 5 }) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('delete' as const), story: nth }) },
  { weight: 5, arbitrary: fc.record({ kind: fc.constant('addTask' as const), story: nth }) },
  { weight: 5, arbitrary: fc.record({ kind: fc.constant('moveTask' as const), task: nth, to: status }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('deleteTask' as const), task: nth }) },
)

/** Opens every story that there will be, so that all tasks are kept. */
function page(server: Server): Ledger {
  const ledger = watching(new Ledger(() => 'TL'))
  for (const id of server.ids.stories) ledger.open(id)
  return ledger
}

test('facts in pieces, repeated and overlapping, give what they give in a row', () => {
  fc.assert(
    fc.property(fc.array(command, { maxLength: 40 }), fc.array(fc.tuple(fc.nat(), fc.nat()), { maxLength: 20 }), (commands, cuts) => {
      const server = new Server()
      for (const one of commands) server.do(one)
      const ledger = page(server)
      let reached = 0
      for (const [back, on] of cuts) {
        // As after a connection that broke: it begins again somewhere before, never beyond what was reached.
        const from = Math.max(0, reached - (back % 6))
        const to = Math.min(server.position, from + (on % 9))
        ledger.apply(server.facts.slice(from, to), to)
        reached = Math.max(reached, to)
      }
      ledger.apply(server.facts.slice(Math.max(0, reached - 3)), server.position)
      expect(everything(ledger, server.ids)).toEqual(everything(server.truth, server.ids))
    }),
  )
})

const timeless = (ledger: Ledger, { ids }: Server) => {
  const { stories, tasks } = everything(ledger, ids)
  return { stories: stories.map((one) => one && { ...one, updatedAt: '' }), tasks: tasks.map((one) => one && { ...one, updatedAt: '' }) }
}

interface Step {
  command: Command
  /** Done on this page, or by somebody else. */
  here: boolean
  refused: boolean
  /** How many commands later its answer comes; facts come when `delivers` says so. */
  answersAfter: number
  delivers: boolean
}

const step: fc.Arbitrary<Step> = fc.record({
  command,
  here: fc.boolean(),
  refused: fc.boolean(),
  answersAfter: fc.nat({ max: 2 }),
  delivers: fc.boolean(),
})

test('what is done here and then told by the journal is what the journal tells alone', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      const server = new Server()
      const ledger = watching(new Ledger(() => 'TL'))
      const answers: { begun: number; due: number; action: Action; position: number | null; facts?: LocalFact[] }[] = []
      let delivered = 0

      const answer = (now: number): void => {
        for (const one of answers.filter(({ due }) => due <= now)) {
          if (one.position === null) ledger.reject(one.action)
          else ledger.confirm(one.action, one.position, one.facts)
          const unnamed = `new-${one.begun}`
          if (one.facts) expect(ledger.story(unnamed) ?? ledger.task(unnamed)).toBeNull()
          answers.splice(answers.indexOf(one), 1)
        }
      }
      const deliver = (): void => {
        for (const id of server.ids.stories) ledger.open(id)
        ledger.apply(server.facts.slice(delivered), server.position)
        delivered = server.position
      }

      steps.forEach(({ command, here, refused, answersAfter, delivers }, now) => {
        answer(now)
        const inStep = delivered === server.position && ledger.pending === 0
        if (here) {
          const local = tell(ledger, server.ids, command, `new-${now}`)
          const [action] = ledger.begin(local)
          if (refused) {
            answers.push({ begun: now, due: now + answersAfter, action, position: null })
          } else {
            const facts = server.do(command)
            // Something new gets its id from the server.
            const made = facts.find((fact) => fact.type.endsWith('.created'))
            const told = made && local.map((fact) => (fact.type === made.type ? { ...fact, subjectId: made.subjectId } : fact)) as LocalFact[] | undefined
            answers.push({ begun: now, due: now + answersAfter, action, position: server.position, facts: told })
            // Shown at once as it will be.
            if (inStep && !made) expect(timeless(ledger, server)).toEqual(timeless(server.truth, server))
          }
        } else {
          server.do(command)
        }
        if (delivers) deliver()
        // The journal has passed what was done here, and its answer may still be under way.
        const late = answers.filter(({ begun }) => begun < now || !here)
        const last = answers.at(-1)
        if (delivered === server.position && late.length === 0 && !last?.facts && last?.position !== null) {
          expect(timeless(ledger, server)).toEqual(timeless(server.truth, server))
        }
      })

      deliver()
      answer(Infinity)
      ledger.apply([], server.position)
      expect(ledger.pending).toBe(0)
      expect(everything(ledger, server.ids)).toEqual(everything(server.truth, server.ids))
      expect(steps.map((_, now) => ledger.story(`new-${now}`) ?? ledger.task(`new-${now}`)).filter(Boolean)).toEqual([])
    }),
    { numRuns: 500 },
  )
})

test('an answer that was read while facts came loses none of them and counts none twice', () => {
  fc.assert(
    fc.property(fc.array(command, { minLength: 4, maxLength: 40 }), fc.nat(), fc.nat(), fc.nat(), (commands, a, b, c) => {
      const server = new Server()
      const [asked, read, answered] = [a, b, c].map((one) => one % commands.length).sort((x, y) => x - y) as [number, number, number]
      const ledger = watching(new Ledger(() => 'TL'))
      let [delivered, done] = [0, () => {}]
      let snapshot: ReturnType<typeof everything> | null = null
      let header = 0

      commands.forEach((command, now) => {
        if (now === asked) {
          done = ledger.reading()
          // A list says how far the journal was before it was read: its rows may be newer.
          header = server.position
        }
        server.do(command)
        for (const id of server.ids.stories) ledger.open(id)
        if (now === read) snapshot = structuredClone(everything(server.truth, server.ids))
        // Before the page asks it knows nothing; then facts come.
        if (now < asked) ledger.apply([], (delivered = server.position))
        else {
          ledger.apply(server.facts.slice(delivered), server.position)
          delivered = server.position
        }
        if (now === answered && snapshot) {
          ledger.put(snapshot.stories.filter((one) => one !== null), snapshot.tasks.filter((one) => one !== null), header)
          done()
        }
      })
      expect(everything(ledger, server.ids)).toEqual(everything(server.truth, server.ids))
    }),
    { numRuns: 500 },
  )
})

test('what was refused is as if it had not been done', () => {
  const server = new Server()
  server.do({ kind: 'create', title: 'One' })
  const ledger = page(server)
  ledger.apply(server.facts, server.position)
  const [action] = ledger.begin(tell(ledger, server.ids, { kind: 'rename', story: 0, title: 'Two' }, ''))
  expect(ledger.story('id-0')?.title).toBe('Two')
  ledger.reject(action)
  expect(ledger.story('id-0')).toEqual(server.truth.story('id-0'))
})

test('a task that is moved here is counted once, when its fact comes before its answer', () => {
  const server = new Server()
  server.do({ kind: 'create', title: 'One' })
  for (let i = 0; i < 3; i++) server.do({ kind: 'addTask', story: 0 })
  const ledger = page(server)
  ledger.apply(server.facts, server.position)
  const told = tell(ledger, server.ids, { kind: 'moveTask', task: 0, to: 'In Progress' }, '')
  const [action] = ledger.begin(told)
  const shown = (): unknown => [ledger.story('id-0')?.taskCounts, ledger.story('id-0')?.status]
  const right = [{ open: 2, inProgress: 1, done: 0 }, 'In Progress']
  expect(shown()).toEqual(right)
  const facts = server.commit(told)
  ledger.apply(facts, server.position)
  expect(shown()).toEqual(right)
  ledger.confirm(action, server.position)
  expect(shown()).toEqual(right)
})
