import { ChartNoAxesColumn, Cpu, Gauge, History, List, Package, Settings, SquareKanban, Users } from '@lucide/vue'

/** The pages of a project, as the sidebar and the tabs show them; their names are among the shell's texts. */
export const pages = [
  { name: 'dashboard', icon: Gauge, key: 'D' },
  { name: 'stories', icon: List, key: 'S' },
  { name: 'board', icon: SquareKanban, key: 'B' },
  { name: 'items', icon: Package, key: 'I' },
  { name: 'workers', icon: Cpu, key: 'W' },
  { name: 'explore', icon: ChartNoAxesColumn, key: 'X' },
  { name: 'members', icon: Users, key: 'M' },
  { name: 'settings', icon: Settings, key: 'E' },
] as const

/** On a phone: those that are looked at on the way. The others are behind one more tab. */
const onTheWay: readonly string[] = ['dashboard', 'stories', 'board', 'items']
export const tabPages = pages.filter(({ name }) => onTheWay.includes(name))
export const morePages = pages.filter((page) => !tabPages.includes(page))

/** The pages of the whole server, for its administrators. */
export const serverPages = [{ name: 'audit', icon: History }] as const
