/** A page of a long list, and from where one goes on in both directions. */
export interface Page {
  ids: string[]
  next: string | null
  previous: string | null
}

export interface PageQuery {
  limit: number
  cursor?: string
  backward?: true
  offset?: number
}

interface Block {
  ids: string[]
  first: string | null
  last: string | null
}

export interface WindowSource {
  /** Reads a page; null: its answer is of no interest any more. */
  read: (query: PageQuery) => Promise<Page | null>
  /** Order of two stories by their ids; a story that is not known is nowhere. */
  compare: (a: string, b: string) => number
  changed: () => void
}

/** Rows of a page while scrolling; so many rows before the view ends is the next one asked for. */
export const pageRows = 200
export const ahead = 150
/** More rows than this are not held: those farthest from the view are dropped, and read again when they come back into it. */
export const heldRows = 1600

/**
 * A long list of which a part is held. What lies before and after is known by its number, so that the scroll bar is honest from the
 * beginning. The part moves with the view: pages are read ahead by their neighbours' cursors, and by place where the view jumps.
 */
export class ListWindow {
  before = 0
  after = 0
  #blocks: Block[] = []
  #held = new Set<string>()
  #reading: Promise<void> | null = null
  #wanted: { first: number; last: number } | null = null
  #era = 0
  loaded = false

  constructor(private readonly source: WindowSource) {}

  get total(): number {
    return this.before + this.#held.size + this.after
  }

  get ids(): readonly string[] {
    return this.#blocks.length === 1 ? this.#blocks[0]!.ids : this.#blocks.flatMap((block) => block.ids)
  }

  has(id: string): boolean {
    return this.#held.has(id)
  }

  /** The story in a row; null: it is not held. */
  at(index: number): string | null {
    let at = index - this.before
    if (at < 0) return null
    for (const { ids } of this.#blocks) {
      if (at < ids.length) return ids[at]!
      at -= ids.length
    }
    return null
  }

  /** A held story's row; -1: it is not held. */
  indexOf(id: string): number {
    if (!this.#held.has(id)) return -1
    let at = this.before
    for (const { ids } of this.#blocks) {
      const index = ids.indexOf(id)
      if (index >= 0) return at + index
      at += ids.length
    }
    return -1
  }

  /** How many there are, as the server counted. What is held stays; the difference lies where nothing is held. */
  count(total: number): void {
    if (this.#blocks.length === 0) this.after = total
    else this.after = Math.max(0, this.after + total - this.total)
    this.source.changed()
  }

  /** Reads what is held anew, in one page around the same place; `first` is a row that is seen. */
  async refresh(first = this.before): Promise<void> {
    const era = ++this.#era
    this.#wanted = null
    const offset = Math.max(0, Math.min(first, Math.max(0, this.total - 1)) - ahead)
    const page = await this.source.read({ limit: pageRows + ahead, ...(offset > 0 ? { offset } : {}) })
    if (!page || era !== this.#era) return
    const total = this.total
    this.#blocks = []
    this.#held.clear()
    this.#put(page, 'after')
    this.loaded = true
    this.before = page.ids.length > 0 ? offset : 0
    this.after = page.next === null ? 0 : Math.max(1, total - offset - page.ids.length)
    this.source.changed()
  }

  /** Sees to it that these rows, and some around them, are held soon. */
  reach(first: number, last: number): Promise<void> {
    this.#wanted = { first: Math.max(0, first - ahead), last: Math.min(this.total - 1, last + ahead) }
    this.#reading ??= this.#follow().finally(() => (this.#reading = null))
    return this.#reading
  }

  async #follow(): Promise<void> {
    for (;;) {
      const wanted = this.#wanted
      if (!wanted || !this.loaded || !(await this.#step(wanted))) return
    }
  }

  /** One page towards what is wanted; false: it is held already. */
  async #step({ first, last }: { first: number; last: number }): Promise<boolean> {
    const era = this.#era
    const end = this.before + this.#held.size
    const below = last >= end && this.after > 0
    const above = first < this.before
    if (!below && !above) return false
    const [head, tail] = [this.#blocks[0], this.#blocks.at(-1)]
    const isFar = first > end + pageRows || last < this.before - pageRows
    if (isFar || (below && !tail?.last) || (above && !below && !head?.first)) {
      const atEnd = last >= this.total - 1 && this.total - first <= pageRows * 2
      const limit = Math.min(500, Math.max(pageRows, last - first + 1))
      const page = await this.source.read(atEnd ? { limit, backward: true } : { limit, offset: first })
      if (!page || era !== this.#era) return false
      this.#jump(page, first, atEnd)
      return page.ids.length > 0
    }
    const page = await this.source.read(below ? { limit: pageRows, cursor: tail!.last! } : { limit: pageRows, cursor: head!.first!, backward: true })
    if (!page || era !== this.#era) return false
    this.#extend(page, below)
    return true
  }

  #jump(page: Page, first: number, atEnd: boolean): void {
    const total = this.total
    this.#blocks = []
    this.#held.clear()
    const added = this.#put(page, 'after')
    this.before = atEnd ? (page.previous === null ? 0 : Math.max(0, total - added)) : first
    this.after = page.next === null ? 0 : Math.max(0, total - this.before - added)
    this.source.changed()
  }

  #extend(page: Page, below: boolean): void {
    const added = this.#put(page, below ? 'after' : 'before')
    if (below) this.after = page.next === null ? 0 : Math.max(1, this.after - added)
    else this.before = page.previous === null ? 0 : Math.max(1, this.before - added)
    this.#trim(below)
    this.source.changed()
  }

  #put(page: Page, where: 'before' | 'after'): number {
    // A row that moved between two pages is in both.
    const ids = page.ids.filter((id) => !this.#held.has(id))
    for (const id of ids) this.#held.add(id)
    const block = { ids, first: page.previous, last: page.next }
    if (where === 'after') this.#blocks.push(block)
    else this.#blocks.unshift(block)
    return ids.length
  }

  #trim(below: boolean): void {
    while (this.#held.size > heldRows && this.#blocks.length > 1) {
      const block = below ? this.#blocks.shift()! : this.#blocks.pop()!
      for (const id of block.ids) this.#held.delete(id)
      if (below) this.before += block.ids.length
      else this.after += block.ids.length
    }
  }

  /** One that came, or moved: where it belongs by the order. Beyond what is held it only counts. */
  insert(id: string): boolean {
    if (this.#held.has(id)) return false
    let [low, high] = [0, this.#held.size]
    const all = this.ids
    while (low < high) {
      const middle = (low + high) >> 1
      if (this.source.compare(all[middle]!, id) < 0) low = middle + 1
      else high = middle
    }
    if (low === 0 && this.before > 0) this.before++
    else if (low === all.length && this.after > 0) this.after++
    else {
      this.#splice(low, id)
      return true
    }
    return false
  }

  /** One that went. `known`: it counted, though it may not be held. */
  remove(id: string, known = false): boolean {
    if (!this.#held.delete(id)) {
      if (known && this.after > 0) this.after--
      else if (known && this.before > 0) this.before--
      return false
    }
    for (const block of this.#blocks) {
      const at = block.ids.indexOf(id)
      if (at >= 0) block.ids.splice(at, 1)
    }
    return true
  }

  /** Whether a held story stands between its neighbours. */
  fits(id: string): boolean {
    const at = this.indexOf(id)
    const [above, under] = [this.at(at - 1), this.at(at + 1)]
    return (above === null || this.source.compare(above, id) <= 0) && (under === null || this.source.compare(id, under) <= 0)
  }

  #splice(at: number, id: string): void {
    this.#held.add(id)
    if (this.#blocks.length === 0) this.#blocks.push({ ids: [], first: null, last: null })
    for (const [n, block] of this.#blocks.entries()) {
      if (at <= block.ids.length || n === this.#blocks.length - 1) {
        block.ids.splice(at, 0, id)
        return
      }
      at -= block.ids.length
    }
  }
}
