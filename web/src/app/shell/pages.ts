import { Cpu, Gauge, History, List, Settings, SquareKanban, Users } from '@lucide/vue'

/** The pages of a project, as the sidebar and the tabs show them. */
export const pages = [
  { name: 'dashboard', title: 'Dashboard', icon: Gauge, key: 'D' },
  { name: 'stories', title: 'Stories', icon: List, key: 'S' },
  { name: 'board', title: 'Board', icon: SquareKanban, key: 'B' },
  { name: 'workers', title: 'Workers', icon: Cpu, key: 'W' },
  { name: 'members', title: 'Members', icon: Users, key: 'M' },
  { name: 'settings', title: 'Settings', icon: Settings, key: 'E' },
] as const

/** The pages of the whole server, for its administrators. */
export const serverPages = [{ name: 'audit', title: 'Audit', icon: History }] as const
