import { useLocalStorage } from '@vueuse/core'
import { computed } from 'vue'
import { me } from '@/api/person'
import type { SortKey } from './order'

export const columnIds = ['priority', 'key', 'status', 'title', 'labels', 'tasks', 'assignee', 'created', 'updated'] as const
export type ColumnId = (typeof columnIds)[number]

export interface Column {
  id: ColumnId
  width: number
  sort: SortKey | null
  /** Its content stands at its end. */
  end?: true
}

/** What a story has to be known by: it can't be left out. */
export const fixed: readonly ColumnId[] = ['key', 'title']
const most = 480
const least = 40

const usual: Record<ColumnId, Omit<Column, 'id'> & { shown: boolean }> = {
  priority: { width: 28, sort: 'priority', shown: true },
  key: { width: 96, sort: 'created', shown: true },
  status: { width: 28, sort: 'status', shown: true },
  title: { width: 0, sort: 'title', shown: true },
  labels: { width: 200, sort: null, end: true, shown: true },
  tasks: { width: 52, sort: null, shown: true },
  assignee: { width: 40, sort: 'assignee', shown: true },
  created: { width: 84, sort: 'created', end: true, shown: false },
  updated: { width: 84, sort: 'updated', end: true, shown: true },
}

/** Glyphs alone have their own width. */
export const isSized = (id: ColumnId): boolean => !['priority', 'status', 'title', 'assignee'].includes(id)

/** The columns a person sees in a project, and how wide; kept in the browser. */
export function useColumns(projectId: string) {
  const kept = useLocalStorage<{ shown?: ColumnId[]; widths?: Partial<Record<ColumnId, number>> }>(
    `throughline.columns.${me.value?.id ?? ''}.${projectId}`, {}, { listenToStorageChanges: false },
  )
  const isShown = (id: ColumnId): boolean => fixed.includes(id) || (kept.value.shown ? kept.value.shown.includes(id) : usual[id].shown)
  const shown = computed(() =>
    columnIds.filter(isShown).map((id): Column => ({ id, sort: usual[id].sort, end: usual[id].end, width: kept.value.widths?.[id] ?? usual[id].width })),
  )
  return {
    shown,
    isShown,
    toggle(id: ColumnId): void {
      const now = columnIds.filter(isShown)
      kept.value = { ...kept.value, shown: now.includes(id) ? now.filter((one) => one !== id) : columnIds.filter((one) => one === id || now.includes(one)) }
    },
    size(id: ColumnId, width: number): void {
      kept.value = { ...kept.value, widths: { ...kept.value.widths, [id]: Math.round(Math.min(most, Math.max(least, width))) } }
    },
    reset: () => (kept.value = {}),
    template: computed(() => shown.value.map(({ id, width }) => (id === 'title' ? 'minmax(0, 1fr)' : `${width}px`)).join(' ')),
  }
}

export type Columns = ReturnType<typeof useColumns>
