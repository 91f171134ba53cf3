import type { Component } from 'vue'
import type { Project, Story } from '@/api/types'
import { isPossible, keysOf } from '@/ui/actions'
import type { Action } from '@/ui/actions'
import { match } from '@/ui/match'
import type { Places } from '@/ui/match'
import type { Recent } from './recent'

export type Section = 'recent' | 'actions' | 'go' | 'stories' | 'projects'

export interface Entry {
  id: string
  text: string
  places: Places
  section: Section
  /** A story's or a project's key, in front of its name. */
  code?: string
  keys?: string
  icon?: Component
  story?: Recent['story']
  project?: Project
  action?: Action
}

export interface Ground {
  actions: readonly Action[]
  projects: readonly Project[]
  /** The project that is shown is no place to go to. */
  shown: Project | undefined
  recent: readonly Recent[]
  stories: readonly Story[]
}

const order: readonly Section[] = ['recent', 'actions', 'go', 'stories', 'projects']
const orderAtRest: readonly Section[] = ['recent', 'go', 'actions', 'projects', 'stories']
const atRest = 5

/** What the palette shows for what is typed; > in front asks for actions alone. */
export function entries(query: string, ground: Ground): Entry[] {
  const onlyActions = query.trimStart().startsWith('>')
  const words = onlyActions ? query.trimStart().slice(1) : query
  const all = new Map<string, Entry>()
  for (const entry of [...ofActions(ground.actions), ...(onlyActions ? [] : [...ofStories(ground), ...ofProjects(ground)])]) {
    if (!all.has(entry.id)) all.set(entry.id, entry)
  }
  const nothing = words.trim() === ''
  const used = onlyActions ? [] : ground.recent.map(({ id }) => id)
  const found = [...all.values()].flatMap((entry) => {
    const fit = match(entry.text, words)
    // What the server found may hold the words where they are not shown.
    if (!fit && !ground.stories.some(({ id }) => `story.${id}` === entry.id)) return []
    const at = used.indexOf(entry.id)
    if (nothing && at < 0 && !onlyActions && entry.action?.seldom) return []
    const section = at >= 0 && (!nothing || at < atRest) ? ('recent' as const) : entry.section
    return [{ entry: { ...entry, section, places: fit?.places ?? [] }, score: section === 'recent' ? -at : (fit?.score ?? 0) }]
  })
  return (nothing ? orderAtRest : order).flatMap((section) => {
    const there = found.filter(({ entry }) => entry.section === section)
    // The server's order of stories is the best there is.
    return (nothing || section === 'stories' ? (section === 'recent' ? byScore(there) : there) : byScore(there)).map(({ entry }) => entry)
  })
}

const byScore = <T extends { score: number }>(found: T[]): T[] => [...found].sort((a, b) => b.score - a.score)

const ofActions = (actions: readonly Action[]): Entry[] =>
  actions
    .filter((action) => isPossible(action) && !action.keyOnly)
    .map((action) => ({
      id: action.id, text: action.text, places: [], section: action.group === 'go' ? 'go' : 'actions', keys: keysOf(action)[0], icon: action.icon, action,
    }))

function ofStories({ stories, recent, shown }: Ground): Entry[] {
  const found = stories.map((one) => ({ id: one.id, key: one.key, title: one.title, status: one.status, project: one.key.slice(0, one.key.lastIndexOf('-')) }))
  const known = recent.flatMap(({ story }) => (story && story.project === shown?.key ? [story] : []))
  return [...found, ...known].map((story) => ({ id: `story.${story.id}`, text: story.title, code: story.key, places: [], section: 'stories', story }))
}

const ofProjects = ({ projects, shown }: Ground): Entry[] =>
  projects
    .filter((project) => project !== shown)
    .map((project) => ({ id: `project.${project.id}`, text: project.name, code: project.key, places: [], section: 'projects', project }))
