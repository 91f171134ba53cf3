import type { BoardModel } from './model'

/** Lengths in pixels, as the parts of the board are styled. */
export const gap = 8
const laneHead = 148
const laneBar = 36
const foldedLane = 40
const leastColumn = 248
/** A card with a title of one line, and of two. */
export const cardHeights = [86, 104] as const

export interface Column {
  key: string
  x: number
}

export interface LaneBox {
  key: string
  y: number
  height: number
  folded: boolean
  /** Where its cells begin. */
  top: number
}

/** A card's place on the plane. */
export interface Box {
  id: string
  x: number
  y: number
  height: number
}

export interface Layout {
  columns: readonly Column[]
  lanes: readonly LaneBox[]
  columnWidth: number
  /** Of a lane's name, left of its cells; 0: it stands above them. */
  gutter: number
  width: number
  height: number
  /** The boxes of a cell, from top to bottom. */
  boxes: (lane: string, column: string) => readonly Box[]
}

export interface Room {
  width: number
  height: number
  narrow: boolean
}

/** Where everything stands: each card by the heights of those above it, each lane by its longest cell. */
export function lay(model: BoardModel, columns: readonly string[], lanes: readonly string[], folded: ReadonlySet<string>, room: Room, lines: (id: string, columnWidth: number) => 1 | 2): Layout {
  const hasLanes = model.lanes !== 'none'
  const gutter = hasLanes && !room.narrow ? laneHead : 0
  // On a phone a column is a page, with a little of the next.
  const columnWidth = room.narrow ? Math.max(leastColumn, room.width - 40) : Math.max(leastColumn, Math.floor((room.width - gutter) / Math.max(1, columns.length)))
  const cells = new Map<string, Box[]>()
  const boxes: LaneBox[] = []
  let y = 0
  for (const lane of lanes) {
    const isFolded = folded.has(lane)
    const top = y + (hasLanes && (room.narrow || isFolded) ? (isFolded ? foldedLane : laneBar) : 0)
    let bottom = top
    if (!isFolded) {
      columns.forEach((column, index) => {
        const cell: Box[] = []
        let at = top + gap
        for (const id of model.cards(lane, column)) {
          const height = cardHeights[lines(id, columnWidth) - 1]!
          cell.push({ id, x: gutter + index * columnWidth + gap, y: at, height })
          at += height + gap
        }
        cells.set(`${column}\u0000${lane}`, cell)
        // Even an empty cell has room for a card that is dropped into it.
        bottom = Math.max(bottom, at, top + gap + cardHeights[0] / (hasLanes ? 1.5 : 1))
      })
      bottom += gap
    }
    if (!hasLanes) bottom = Math.max(bottom, room.height)
    boxes.push({ key: lane, y, height: bottom - y, folded: isFolded, top })
    y = bottom
  }
  return {
    columns: columns.map((key, index) => ({ key, x: gutter + index * columnWidth })),
    lanes: boxes,
    columnWidth,
    gutter,
    width: gutter + columns.length * columnWidth,
    height: y,
    boxes: (lane, column) => cells.get(`${column}\u0000${lane}`) ?? [],
  }
}

export interface View {
  left: number
  top: number
  width: number
  height: number
}

const margin = 300

/** The cards that are in view, or nearly. */
export function inView(layout: Layout, view: View): Box[] {
  const found: Box[] = []
  const [top, bottom] = [view.top - margin, view.top + view.height + margin]
  for (const lane of layout.lanes) {
    if (lane.folded || lane.y > bottom || lane.y + lane.height < top) continue
    for (const column of layout.columns) {
      if (column.x > view.left + view.width + margin || column.x + layout.columnWidth < view.left - margin) continue
      const boxes = layout.boxes(lane.key, column.key)
      for (let at = firstBelow(boxes, top); at < boxes.length && boxes[at]!.y < bottom; at++) found.push(boxes[at]!)
    }
  }
  return found
}

/** The first box that ends below a line. */
function firstBelow(boxes: readonly Box[], y: number): number {
  let [low, high] = [0, boxes.length]
  while (low < high) {
    const mid = (low + high) >> 1
    if (boxes[mid]!.y + boxes[mid]!.height < y) low = mid + 1
    else high = mid
  }
  return low
}

/** A place in a cell: before its card with this index, not counting the one that is carried. */
export interface Target {
  lane: string
  column: string
  index: number
}

/** The place under a point of the plane. */
export function targetAt(layout: Layout, x: number, y: number, carried: string): Target | null {
  const lane = layout.lanes.find((one) => !one.folded && y < one.y + one.height) ?? layout.lanes.findLast((one) => !one.folded)
  const column = layout.columns.find((one) => x < one.x + layout.columnWidth) ?? layout.columns.at(-1)
  if (!lane || !column) return null
  const boxes = layout.boxes(lane.key, column.key).filter(({ id }) => id !== carried)
  const below = boxes.findIndex((box) => y < box.y + box.height / 2)
  return { lane: lane.key, column: column.key, index: below < 0 ? boxes.length : below }
}

/** Where the line is drawn that shows a place. */
export function lineOf(layout: Layout, target: Target, carried: string): { x: number; y: number } {
  const boxes = layout.boxes(target.lane, target.column).filter(({ id }) => id !== carried)
  const column = layout.columns.find(({ key }) => key === target.column)
  const lane = layout.lanes.find(({ key }) => key === target.lane)
  const [next, before] = [boxes[target.index], boxes[target.index - 1]]
  const y = next ? next.y - gap / 2 - 1 : before ? before.y + before.height + gap / 2 - 1 : (lane?.top ?? 0) + gap / 2 - 1
  return { x: (column?.x ?? 0) + gap, y }
}

/** The place one step further; the same where there is none. */
export function step(layout: Layout, target: Target, key: string, carried: string): Target {
  const lanes = layout.lanes.filter((lane) => !lane.folded)
  const count = (lane: string, column: string): number => layout.boxes(lane, column).filter(({ id }) => id !== carried).length
  const lane = lanes.findIndex((one) => one.key === target.lane)
  if (key === 'ArrowUp' || key === 'ArrowDown') {
    const index = target.index + (key === 'ArrowUp' ? -1 : 1)
    if (index >= 0 && index <= count(target.lane, target.column)) return { ...target, index }
    const next = lanes[lane + (key === 'ArrowUp' ? -1 : 1)]
    return next ? { ...target, lane: next.key, index: key === 'ArrowUp' ? count(next.key, target.column) : 0 } : target
  }
  const at = layout.columns.findIndex((one) => one.key === target.column) + (key === 'ArrowLeft' ? -1 : 1)
  const column = layout.columns[at]?.key
  return column === undefined ? target : { ...target, column, index: Math.min(target.index, count(target.lane, column)) }
}
