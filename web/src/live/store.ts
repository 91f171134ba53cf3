import { defineStore } from 'pinia'
import { shallowRef, triggerRef, watch as watchValue } from 'vue'
import { end, keyOf, me, onEnd } from '@/api/person'
import type { Project } from '@/api/types'
import type { Fact, LocalFact } from './facts'
import { Ledger } from './ledger'
import type { Action, Touched } from './ledger'
import { Link } from './link'
import type { Begin, FromWorker, LinkState, Patch, StatisticsPatch, Summary } from './protocol'
import { transport } from './transport'

/** How long news may wait for the answer of something that is being made here. */
const holdAtMostMs = 2000
/** A page that nobody sees keeps so many patches, and reads anew what it shows when it kept more. */
const awayPatches = 300
/** While more happens than can be told, what is shown is read anew this often. */
const anewMs = 1000

type Handler<T> = (value: T) => void

function hook<T>() {
  const handlers = new Set<Handler<T>>()
  return {
    on(handler: Handler<T>): () => void {
      handlers.add(handler)
      return () => handlers.delete(handler)
    },
    tell(value: T): void {
      for (const handler of handlers) handler(value)
    },
  }
}

/** What this page knows of its project, kept up to date by the live stream and by what is done here, in the same way. */
export const useLive = defineStore('live', () => {
  const project = shallowRef<Project | null>(null)
  const link = shallowRef<LinkState>({ state: 'connecting' })
  const summary = shallowRef<Summary | null>(null)
  const ledger = shallowRef(new Ledger(() => project.value?.key ?? ''))
  /** Server's clock less this one's, in milliseconds. */
  let clockAhead = 0

  const touched = hook<Touched>()
  const begun = hook<{ position: number; missed: boolean }>()
  const facts = hook<readonly Fact[]>()
  const statistics = hook<StatisticsPatch>()
  const gone = hook<string>()

  let worker: Link | null = null
  let begins = 0
  let held: Patch[] = []
  let making = 0
  let holding = false
  let holdTimer = 0
  let anewTimer = 0
  /** What came while nobody saw the page; null: it was too much. */
  let away: Patch[] | null = []

  function watch(next: Project): void {
    // With another key its stories go by others: they are read anew.
    if (project.value?.id === next.id && project.value.key === next.key) {
      project.value = next
      return
    }
    if (!me.value) return
    project.value = next
    forget()
    worker ??= new Link(keyOf(me.value), receive)
    worker.watch(next.id)
  }

  function forget(): void {
    summary.value = null
    begins = 0
    held = []
    away = []
    window.clearTimeout(holdTimer)
    window.clearTimeout(anewTimer)
    holding = false
    holdTimer = anewTimer = 0
    ledger.value = new Ledger(() => project.value?.key ?? '')
  }

  function leave(): void {
    project.value = null
    summary.value = null
    worker?.leave()
  }

  watchValue(transport, () => project.value && worker?.watch(project.value.id))

  // First the stream, so that nothing comes into what was emptied.
  onEnd(() => {
    worker?.end()
    project.value = null
    forget()
  })

  function receive(message: FromWorker): void {
    if (message.kind === 'over') {
      end('not-signed-in')
    } else if (message.kind === 'gone') {
      if (project.value) gone.tell(project.value.id)
    } else if (message.kind === 'state') {
      link.value = message.link
    } else if (document.hidden && (message.kind === 'begin' || message.kind === 'patch')) {
      putAway(message)
    } else if (message.kind === 'begin') {
      const missed = begins++ > 0
      held = []
      holding = false
      if (missed) changed(ledger.value.clear(message.position))
      else ledger.value.apply([], message.position)
      begun.tell({ position: message.position, missed })
    } else if (holding) {
      held.push(message)
    } else {
      take(message)
    }
  }

  // A hidden page listens and draws nothing.
  function putAway(message: Begin | Patch): void {
    if (message.kind === 'begin' || away === null || message.overflow || away.length >= awayPatches) away = null
    else away.push(message)
  }

  document.addEventListener('visibilitychange', () => {
    if (document.hidden || !project.value) return
    const patches = away
    away = []
    // Joining once more begins with how it stands now.
    if (patches === null) worker?.watch(project.value.id)
    else for (const patch of patches) receive(patch)
  })

  function take(patch: Patch): void {
    if (patch.statistics) {
      summary.value = patch.statistics.summary
      if (patch.statistics.snapshot) setClock(patch.statistics.snapshot.to * 1000 - 1000)
      statistics.tell(patch.statistics)
    }
    if (patch.overflow) {
      ledger.value.skip(patch.to)
      if (patch.facts.length > 0) facts.tell(patch.facts)
      readAnewSoon()
      return
    }
    if (patch.to < patch.from) return
    const newest = patch.facts.at(-1)
    if (newest) setClock(Date.parse(newest.at))
    changed(ledger.value.apply(patch.facts, patch.to))
    if (patch.facts.length > 0) facts.tell(patch.facts)
  }

  /** A moment that the server was at, some time ago: its clock is at least that far, and not much farther. */
  function setClock(reached: number): void {
    const ahead = reached - Date.now()
    if (ahead > clockAhead || ahead < clockAhead - 10_000) clockAhead = ahead
  }

  function readAnewSoon(): void {
    if (anewTimer !== 0) return
    anewTimer = window.setTimeout(() => {
      anewTimer = 0
      begun.tell({ position: ledger.value.position, missed: true })
    }, anewMs)
  }

  function changed(what: Touched): void {
    if (what.stories.size + what.tasks.size === 0) return
    triggerRef(ledger)
    touched.tell(what)
  }

  function release(): void {
    window.clearTimeout(holdTimer)
    holding = false
    const patches = held
    held = []
    for (const patch of patches) take(patch)
  }

  /**
   * Shows at once what is being done, and undoes that when the server refuses it.
   * @param send Sends it; what it returns as facts is what was done as the server says, such as the id of something new.
   */
  async function act<T>(local: LocalFact[], send: () => Promise<{ position: number | null; facts?: LocalFact[]; value: T }>): Promise<T> {
    const makes = local.some((fact) => fact.type === 'story.created' || fact.type === 'task.created')
    const [action, shown] = ledger.value.begin(local)
    const into = ledger.value
    changed(shown)
    // Something new is known by its id only when it is answered: until then its fact would show it a second time.
    if (makes && making++ === 0) {
      holding = true
      holdTimer = window.setTimeout(release, holdAtMostMs)
    }
    try {
      const { position, facts: told, value } = await send()
      changed(into.confirm(action, position, told))
      return value
    } catch (cause) {
      changed(into.reject(action))
      throw cause
    } finally {
      if (makes && --making === 0) release()
    }
  }

  /** Shows something as done without sending it yet. */
  function pretend(local: LocalFact[]): { action: Action; undo: () => void; done: (position: number | null) => void } {
    const into = ledger.value
    const [action, shown] = into.begin(local)
    changed(shown)
    return {
      action,
      undo: () => changed(into.reject(action)),
      done: (position) => changed(into.confirm(action, position)),
    }
  }

  return {
    project,
    link,
    summary,
    /** Reads of the ledger in templates and computed values depend on this. */
    look: <T>(read: (ledger: Ledger) => T): T => read(ledger.value),
    change: (apply: (ledger: Ledger) => Touched) => changed(apply(ledger.value)),
    watch,
    leave,
    retry: () => worker?.retry(),
    act,
    pretend,
    now: () => Date.now() + clockAhead,
    onTouched: touched.on,
    onBegun: begun.on,
    onFacts: facts.on,
    onStatistics: statistics.on,
    /** The server does not know the project (any more), or not for this person. */
    onGone: gone.on,
  }
})
