import { computed, onUnmounted, shallowRef, triggerRef, watch } from 'vue'
import type { Ref } from 'vue'
import { answer, http } from '@/api/client'
import { asFailure } from '@/api/failure'
import type { Failure } from '@/api/failure'
import type { BoardCard, Story } from '@/api/types'
import type { Fact } from '@/live/facts'
import { takes, whatIsKnown, zone } from '@/live/filters'
import type { Touched } from '@/live/ledger'
import type { Card } from '@/live/reducer'
import { placeOf } from '@/live/rank'
import { useLive } from '@/live/store'
import { BoardModel, valueOf } from './model'
import type { ColumnKind, LaneKind } from './model'

/** So many cards of each column come at once. */
const firstCards = 2000
const refreshMs = 2000
const holdMs = 150

/**
 * The cards of a board, read once and then kept up to date, and where they stand.
 * @param filter Which stories: a text in the grammar of filters.
 */
export function useBoard(columns: Ref<ColumnKind>, lanes: Ref<LaneKind>, filter: Ref<string>, isHeld: () => boolean) {
  const live = useLive()
  const failure = shallowRef<Failure | null>(null)
  const loaded = shallowRef(false)
  const model = shallowRef(new BoardModel(columns.value, lanes.value))
  /** How many stories the server counted in each column, less those that are here: they are told by the cards. */
  const beyond = shallowRef<ReadonlyMap<string, number>>(new Map())
  /** The last place that was read of a column that goes on, and where it goes on. */
  const ends = new Map<string, { place: string; cursor: string }>()
  const isFiltered = computed(() => filter.value !== '')
  const wanted = () => (filter.value ? { filter: filter.value, zone: zone() } : {})
  const waiting = new Set<string>()
  let asked = 0
  let timer = 0
  let holdTimer = 0
  let readAt = 0
  let readingMore = false

  live.change((ledger) => {
    ledger.collects = true
    return { stories: new Set(), tasks: new Set() }
  })
  const story = (id: string): Story | null => live.look((ledger) => ledger.story(id))

  async function load(): Promise<void> {
    const project = live.project
    if (!project) return
    const mine = ++asked
    readAt = Date.now()
    const done = live.look((ledger) => ledger.reading())
    try {
      const { data, position } = await answer(
        http.GET('/api/projects/{id}/board', { params: { path: { id: project.id }, query: { columns: columns.value, cards: firstCards, ...wanted() } } }),
      )
      if (mine !== asked) return
      const cards = data.columns.flatMap((column) => column.cards.map((card) => storyOf(card, project.id, project.key)))
      live.change((ledger) => ledger.put(cards, [], position))
      ends.clear()
      for (const { key, cards: some, nextCursor } of data.columns) if (nextCursor) ends.set(key, { place: lastPlace(some, project.key), cursor: nextCursor })
      waiting.clear()
      rebuild(cards.map(({ id }) => id))
      beyond.value = new Map(data.columns.map(({ key, count, cards: some }) => [key, count - some.length]))
      failure.value = null
      loaded.value = true
    } catch (cause) {
      if (mine !== asked) return
      const now = asFailure(cause)
      if (failure.value) now.at = failure.value.at
      failure.value = now
      if (now.passing || !loaded.value) later(now.retryAfter ? now.retryAfter * 1000 : refreshMs)
    } finally {
      done()
    }
  }

  /** What follows in the columns that go on. */
  async function loadMore(): Promise<void> {
    const project = live.project
    if (!project || readingMore || ends.size === 0) return
    readingMore = true
    const mine = asked
    const done = live.look((ledger) => ledger.reading())
    try {
      for (const [column, { cursor }] of [...ends]) {
        const { data, position } = await answer(
          http.GET('/api/projects/{id}/board', {
            params: { path: { id: project.id }, query: { columns: columns.value, column, cursor, cards: firstCards, ...wanted() } },
          }),
        )
        const more = data.columns[0]
        if (mine !== asked || !more) return
        const cards = more.cards.map((card) => storyOf(card, project.id, project.key))
        live.change((ledger) => ledger.put(cards, [], position))
        if (more.nextCursor) ends.set(column, { place: lastPlace(more.cards, project.key), cursor: more.nextCursor })
        else ends.delete(column)
        for (const { id } of cards) settle(id)
        beyond.value = new Map(beyond.value).set(column, Math.max(0, (beyond.value.get(column) ?? 0) - cards.length))
        triggerRef(model)
      }
    } catch {
      // What is there stays; whoever scrolls on asks again.
    } finally {
      done()
      readingMore = false
    }
  }

  /** The same cards in other columns or lanes. */
  function rebuild(ids: Iterable<string>): void {
    const next = new BoardModel(columns.value, lanes.value)
    const known = [...new Set(ids)].map(story).filter((one) => one !== null)
    next.fill(known)
    model.value = next
  }

  function see({ stories }: Touched): void {
    if (!loaded.value) return
    for (const id of stories) waiting.add(id)
    flush()
  }

  /** What happens to a story that is not here may bring it here. */
  function hear(facts: readonly Fact[]): void {
    if (isFiltered.value && facts.some(({ type, subjectId }) => type.startsWith('story.') && story(subjectId) === null)) askSoon()
  }

  /** Whether a story is to be shown; null: only the server knows. */
  function fits(one: Story): boolean | null {
    if (!isFiltered.value) return true
    const explained = whatIsKnown(one.projectId, filter.value)
    return explained && takes(one, explained)
  }

  /** Shows what happened, unless somebody is just about to take hold of a card: what is under the pointer stays there. */
  function flush(force = false): void {
    window.clearTimeout(holdTimer)
    if (waiting.size === 0) return
    if (!force && isHeld()) {
      holdTimer = window.setTimeout(flush, holdMs)
      return
    }
    for (const id of waiting) settle(id)
    waiting.clear()
    // What a card says may have changed even where it stands as before.
    triggerRef(model)
  }

  function settle(id: string): void {
    const one = story(id)
    const taken = one !== null && fits(one)
    // Until the server has said it, a card stays where it was, as it is now.
    if (taken === null) askSoon()
    if (taken === null && !model.value.has(id)) return
    const end = one && ends.get(valueOf(one, columns.value))
    if (!one || taken === false || (end && placeOf(one) > end.place)) model.value.remove(id)
    else model.value.put(one)
  }

  function askSoon(): void {
    later(Math.max(0, readAt + refreshMs - Date.now()))
  }

  function later(ms: number): void {
    if (timer !== 0) return
    timer = window.setTimeout(() => {
      timer = 0
      void load()
    }, ms)
  }

  watch(lanes, () => loaded.value && rebuild(model.value.ids()))
  watch([columns, filter], () => void load(), { immediate: true })
  const stops = [live.onTouched(see), live.onFacts(hear), live.onBegun(({ missed }) => missed && void load())]
  onUnmounted(() => {
    asked++
    window.clearTimeout(timer)
    window.clearTimeout(holdTimer)
    for (const stop of stops) stop()
    live.look((ledger) => {
      ledger.collects = false
      ledger.retain(new Set())
    })
  })

  return { model, failure, loaded, beyond, isFiltered, story, load, loadMore, flush }
}

const storyOf = ({ number, ...card }: BoardCard, projectId: string, projectKey: string): Card => ({
  labels: [],
  assigneeId: null,
  rank: null,
  ...card,
  projectId,
  key: `${projectKey}-${number}`,
  externalKey: null,
  description: '',
  tasks: [],
  isCard: true,
})

const lastPlace = (cards: readonly BoardCard[], projectKey: string): string => {
  const last = cards.at(-1)
  return last ? placeOf({ key: `${projectKey}-${last.number}`, rank: last.rank ?? null }) : ''
}
