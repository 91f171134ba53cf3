import { ChartNoAxesColumn, Cpu, Gauge, History, List, Settings, SquareKanban, Users } from '@lucide/vue'

/** The pages of a project, as the sidebar and the tabs show them; their names are among the shell's texts. */
export const pages = [
  { name: 'dashboard', icon: Gauge, key: 'D' },
  { name: 'stories', icon: List, key: 'S' },
  { name: 'board', icon: SquareKanban, key: 'B' },
  { name: 'workers', icon: Cpu, key: 'W' },
  { name: 'explore', icon: ChartNoAxesColumn, key: 'X' },
  { name: 'members', icon: Users, key: 'M' },
  { name: 'settings', icon: Settings, key: 'E' },
] as const

/** The pages of the whole server, for its administrators. */
export const serverPages = [{ name: 'audit', icon: History }] as const
