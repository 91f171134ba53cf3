import type { LocationQuery, LocationQueryRaw } from 'vue-router'

/** What a page's address says next: as long as it says anything, it goes on naming the saved view that it came from. */
export const viewed = (before: LocationQuery, next: LocationQueryRaw): LocationQueryRaw =>
  typeof before.view === 'string' && Object.values(next).some((value) => value !== undefined && value !== '') ? { ...next, view: before.view } : next
