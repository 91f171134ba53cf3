/** The series that the server has, as its API names them, in the order in which they are offered. */
export const seriesNames = [
  'stories.created', 'stories.completed', 'stories.deleted', 'stories.open', 'stories.inProgress', 'stories.done',
  'tasks.created', 'tasks.completed', 'tasks.claimed', 'tasks.released', 'tasks.expired', 'tasks.setAside', 'tasks.open', 'tasks.inProgress', 'tasks.done',
  'time.seconds', 'items.created', 'items.transferred', 'items.held',
] as const
export type SeriesName = (typeof seriesNames)[number]

/** As many as there are colours that can be told apart. */
export const mostSeries = 4

export const isSeries = (name: string): name is SeriesName => (seriesNames as readonly string[]).includes(name)
