import { Cpu, Gauge, List } from '@lucide/vue'

/** The pages of a project, as the sidebar and the tabs show them. */
export const pages = [
  { name: 'dashboard', title: 'Dashboard', icon: Gauge, key: 'D' },
  { name: 'stories', title: 'Stories', icon: List, key: 'S' },
  { name: 'workers', title: 'Workers', icon: Cpu, key: 'W' },
] as const
