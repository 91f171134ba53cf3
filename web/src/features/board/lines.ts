import { ref } from 'vue'

/** Grows when titles have to be measured anew: the fonts came. */
export const measured = ref(0)

const widths = new Map<string, number>()
let pen: CanvasRenderingContext2D | null = null

void globalThis.document?.fonts?.ready.then(() => {
  widths.clear()
  measured.value++
})

/** Whether a title takes one line of a card or two, which is all it gets. It is measured, not laid out: there are thousands. */
export function linesOf(title: string, width: number): 1 | 2 {
  let needed = widths.get(title)
  if (needed === undefined) {
    if (!pen) {
      pen = document.createElement('canvas').getContext('2d')
      if (pen) pen.font = '500 13px Inter, system-ui, sans-serif'
    }
    needed = pen?.measureText(title).width ?? 0
    if (widths.size > 20_000) widths.clear()
    widths.set(title, needed)
  }
  return needed > width ? 2 : 1
}
