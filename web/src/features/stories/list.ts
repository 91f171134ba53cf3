import { computed, onUnmounted, shallowRef, watch } from 'vue'
import type { Ref } from 'vue'
import { answer, http } from '@/api/client'
import { asFailure } from '@/api/failure'
import type { Failure } from '@/api/failure'
import type { Story } from '@/api/types'
import type { Fact } from '@/live/facts'
import type { Touched } from '@/live/ledger'
import { useLive } from '@/live/store'
import { matches, paramsOf, saysOrder } from './filter'
import type { Filter } from './filter'
import { compareBy, groupQuery, groupsOf, sortGroups, usualSort } from './order'
import type { Order } from './order'
import { useSections } from './sections'
import type { Group } from './sections'
import { ListWindow, pageRows } from './window'
import type { PageQuery } from './window'

const refreshMs = 2000
const retryMs = 3000
const freshMs = 700
/** So many stories more than are shown may be kept before the others are let go. */
const spare = 2000


/** The stories that a filter takes, in an order and perhaps in groups, of which what is seen is held, and kept up to date. */
export function useStoryList(filter: Ref<Filter>, order: Ref<Order>, kept: () => Iterable<string>) {
  const live = useLive()
  const groups = shallowRef<readonly Group[]>([])
  const total = shallowRef(0)
  const tick = shallowRef(0)
  const failure = shallowRef<Failure | null>(null)
  const loaded = shallowRef(false)
  const fresh = new Set<string>()
  const passed = new Set<string>()
  const folded = new Set<string>()
  /** A row that somebody points at or writes in stays where it is. */
  const still = new Set<string>()
  let [asked, reading, timer, refreshedAt] = [0, 0, 0, 0]
  let seen = { first: 0, last: 50 }
  let isLoading = false
  const isGrouped = computed(() => order.value.group !== null)
  const { sections, size, head, row, rowOf, indexOf } = useSections(groups, isGrouped, tick)

  live.change((ledger) => {
    ledger.collects = true
    return { stories: new Set(), tasks: new Set() }
  })
  /** The filter says the order: what it makes of two stories only the server knows. */
  const isOwn = (): boolean => order.value.sort === usualSort && saysOrder(filter.value)
  const story = (id: string): Story | null => live.look((ledger) => ledger.story(id))
  const changed = (): void => void tick.value++

  async function tried<T>(read: () => Promise<T>): Promise<T | null> {
    const mine = asked
    try {
      const got = await read()
      if (mine !== asked) return null
      failure.value = null
      return got
    } catch (cause) {
      if (mine === asked) {
        const now = asFailure(cause)
        if (failure.value) now.at = failure.value.at
        failure.value = now
        later(() => refresh(), retryMs)
      }
      return null
    }
  }

  async function readPage(value: Group['value'], query: PageQuery) {
    const projectId = live.project?.id
    if (!projectId) return null
    reading++
    const over = live.look((ledger) => ledger.reading())
    const by = order.value.group
    try {
      return await tried(async () => {
        const params = { projectId, ...paramsOf(filter.value), ...(by && value !== undefined ? groupQuery(by, value) : {}), sort: isOwn() ? undefined : order.value.sort, ...query }
        const { data, position } = await answer(http.GET('/api/stories', { params: { query: params } }))
        live.change((ledger) => ledger.put(data.items, [], position))
        return { ids: data.items.map((one) => one.id), next: data.nextCursor ?? null, previous: data.previousCursor ?? null }
      })
    } finally {
      over()
      // Once whoever asked has taken the answer.
      if (--reading === 0) setTimeout(replay)
    }
  }

  function newGroup(value: Group['value']): Group {
    const compare = (a: string, b: string): number => {
      const [one, other] = [story(a), story(b)]
      if (isOwn()) return 0
      return one && other ? compareBy(order.value.sort)(one, other) : one ? -1 : 1
    }
    return { value, folded: folded.has(String(value)), rows: new ListWindow({ read: (query) => readPage(value, query), compare, changed }) }
  }

  async function readCounts() {
    const projectId = live.project?.id
    const by = order.value.group
    if (!projectId) return null
    const counts = await tried(() =>
      answer(http.GET('/api/stories/groups', { params: { query: { projectId, ...paramsOf(filter.value), group: by ?? undefined } } })),
    )
    return counts?.data ?? null
  }

  /** @param before The groups as they are; those that there still are stay. */
  function take(counts: NonNullable<Awaited<ReturnType<typeof readCounts>>>, before: readonly Group[]): void {
    const by = order.value.group
    total.value = counts.total
    if (!by) {
      groups.value = before
      return before[0]?.rows.count(counts.total)
    }
    const known = new Map(before.map((group) => [group.value, group]))
    groups.value = sortGroups(counts.groups, by).map(({ value, count: size }) => {
      const group = known.get(value ?? null) ?? newGroup(value ?? null)
      group.rows.count(size)
      return group
    })
  }

  async function count(): Promise<void> {
    const counts = await readCounts()
    if (counts) take(counts, groups.value)
  }

  /** From the top; what is shown stays until the answer is there. */
  async function load(): Promise<void> {
    const mine = ++asked
    window.clearTimeout(timer)
    timer = 0
    keepMaking()
    isLoading = true
    const next = order.value.group ? [] : [newGroup(undefined)]
    const [counts] = await Promise.all([readCounts(), next[0]?.rows.refresh(0)])
    if (mine !== asked) return
    const isThere = counts !== null && next[0]?.rows.loaded !== false
    if (isThere) {
      take(counts, next)
      await Promise.all(groups.value.map(near))
      if (mine !== asked) return
      loaded.value = true
    }
    isLoading = false
    replay()
    changed()
  }

  /** The groups that are seen are read as they come into view. */
  async function near(group: Group): Promise<boolean> {
    if (group.rows.loaded || group.folded || group.rows.total === 0) return false
    const start = rowOf(group)
    if (start > seen.last + pageRows || start + group.rows.total < seen.first - pageRows) return false
    await group.rows.refresh(Math.max(0, seen.first - start))
    return true
  }

  /** What is being made here is in no answer yet. */
  function keepMaking(): void {
    for (const { rows } of groups.value) for (const id of rows.ids) if (id.startsWith('new-')) passed.add(id)
  }

  async function refresh(): Promise<void> {
    refreshedAt = Date.now()
    if (!loaded.value) return load()
    keepMaking()
    await count()
    await Promise.all(groups.value.filter(({ rows, folded: isFolded }) => rows.loaded && !isFolded).map((group) => group.rows.refresh(Math.max(0, seen.first - rowOf(group)))))
  }

  function askSoon(): void {
    if (timer === 0) later(refresh, Math.max(0, refreshedAt + refreshMs - Date.now()))
  }

  function later(run: () => Promise<void>, ms: number): void {
    window.clearTimeout(timer)
    timer = window.setTimeout(() => {
      timer = 0
      void run()
    }, Math.max(ms, (failure.value?.retryAfter ?? 0) * 1000))
  }

  function replay(): void {
    if (isLoading) return
    const late = new Set([...passed, ...made])
    passed.clear()
    if (loaded.value) place(late)
    made.clear()
  }

  function see({ stories }: Touched): void {
    if (reading > 0 || isLoading) for (const id of stories) passed.add(id)
    if (loaded.value) place(stories)
  }

  /** Puts stories where they belong now, or takes them out. */
  function place(stories: ReadonlySet<string>): void {
    let any = false
    // What is made here has another id as soon as the server has it.
    const isAnswered = [...stories].some((id) => id.startsWith('new-'))
    for (const id of stories) {
      const one = story(id)
      const fits = one !== null && matches(one, filter.value)
      if (fits === null) askSoon()
      // Of what is not known here the server is asked: until then it stays where it is.
      const mine: Group['value'][] = one && fits !== false ? (order.value.group ? groupsOf(one, order.value.group) : [undefined]) : []
      for (const value of mine) if (value !== undefined && !groups.value.some((group) => group.value === value)) groups.value = sortGroups([...groups.value, newGroup(value)] as (Group & { value: string | null })[], order.value.group!)
      for (const { value, rows } of groups.value) {
        const [is, belongs] = [rows.has(id), mine.includes(value)]
        if (is && belongs && !still.has(id) && !rows.fits(id)) (rows.remove(id), rows.insert(id))
        else if (is && !belongs) rows.remove(id)
        else if (!is && belongs && fits && (isAnswered || isNew(one!))) came(rows, id)
        else continue
        any = true
      }
    }
    if (!any) return
    if (!order.value.group) total.value = groups.value[0]?.rows.total ?? 0
    letGo()
    changed()
  }

  /** One that was not in what is held may be in what is not: only what was made just now, or is in a list held whole, came for sure. */
  function isNew(one: Story): boolean {
    return one.key === '' || made.has(one.id) || groups.value.every(({ rows }) => rows.before + rows.after === 0)
  }

  const made = new Set<string>()

  function came(rows: ListWindow, id: string): void {
    made.delete(id)
    if (!rows.insert(id)) return
    fresh.add(id)
    setTimeout(() => fresh.delete(id), freshMs)
  }

  /** Facts of what is not held: they may have changed what is in the list, or in which group. */
  function hear(facts: readonly Fact[]): void {
    let unsure = false
    for (const fact of facts) {
      if (!fact.type.startsWith('story.')) continue
      if (fact.type === 'story.created') made.add(fact.subjectId)
      else if (!groups.value.some(({ rows }) => rows.has(fact.subjectId))) unsure = true
    }
    // What is being read may have them already or not: they are placed when it is there.
    if (made.size > 0 && reading === 0) replay()
    if (unsure && timer === 0) later(recount, Math.max(0, refreshedAt + refreshMs - Date.now()))
  }

  async function recount(): Promise<void> {
    refreshedAt = Date.now()
    await count()
    // What is held whole and counts otherwise lacks something.
    for (const { rows, folded: isFolded } of groups.value)
      if (rows.loaded && !isFolded && rows.before === 0 && rows.after > 0 && rows.after < pageRows) await rows.refresh(0)
  }

  /** Lets go of stories that are no longer held by any row. */
  function letGo(): void {
    const shown = groups.value.reduce((sum, { rows }) => sum + rows.ids.length, 0)
    live.look((ledger) => {
      if (ledger.size > shown + spare) ledger.retain(new Set([...groups.value.flatMap(({ rows }) => [...rows.ids]), ...kept(), ...made]))
    })
  }

  function reach(first: number, last: number): void {
    seen = { first, last }
    for (const { group, start, rows } of sections.value) {
      const top = start + head()
      if (rows === 0 || top > last + pageRows || top + rows < first - pageRows) continue
      if (!group.rows.loaded) void near(group)
      else void group.rows.reach(Math.max(0, first - top), Math.min(rows - 1, Math.max(0, last - top))).then(letGo)
    }
  }

  function fold(group: Group): void {
    group.folded = !group.folded
    folded[group.folded ? 'add' : 'delete'](String(group.value))
    changed()
    reach(seen.first, seen.last)
  }

  /** The stories from a row to another, also those that are not held: up to `most`. */
  async function idsBetween(from: number, to: number, most: number): Promise<string[]> {
    const found: string[] = []
    for (const { group, start, rows } of sections.value) {
      const top = start + head()
      const [first, last] = [Math.max(0, from - top), Math.min(rows - 1, to - top)]
      for (let at = first; at <= last && found.length < most; at++) {
        const id = group.rows.at(at)
        if (id) found.push(id)
        else {
          const page = await readPage(group.value, { limit: Math.min(500, last - at + 1), offset: at })
          if (!page || page.ids.length === 0) break
          found.push(...page.ids)
          at += page.ids.length - 1
        }
      }
    }
    return [...new Set(found)].slice(0, most)
  }

  watch(
    () => JSON.stringify([filter.value, order.value]),
    () => {
      seen = { first: 0, last: 50 }
      folded.clear()
      void load()
    },
    { immediate: true },
  )
  const stops = [live.onTouched(see), live.onFacts(hear), live.onBegun(({ missed }) => (missed || !loaded.value) && void refresh())]
  onUnmounted(() => {
    asked++
    window.clearTimeout(timer)
    for (const stop of stops) stop()
    live.look((ledger) => {
      ledger.collects = false
      ledger.retain(new Set())
    })
  })

  return {
    total,
    size,
    sections,
    isGrouped,
    failure,
    loaded,
    load,
    row,
    indexOf,
    reach,
    fold,
    idsBetween,
    story,
    isFresh: (id: string) => fresh.has(id),
    /** The rows that must not move: what is pointed at, and what is written in. */
    hold: (ids: readonly (string | null)[]) => {
      const before = [...still]
      still.clear()
      for (const id of ids) if (id) still.add(id)
      const free = before.filter((id) => !still.has(id))
      if (free.length > 0 && loaded.value) place(new Set(free))
    },
  }
}

export type StoryList = ReturnType<typeof useStoryList>
