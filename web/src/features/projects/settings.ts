import { answer, http } from '@/api/client'
import type { Project } from '@/api/types'

const asRead = ({ id, version }: Project) => ({ path: { id }, header: { 'If-Match': `"${version}"` } })

/** Changes what the project is; what is left out stays. */
export async function edit(project: Project, body: { name?: string; key?: string; isArchived?: boolean }): Promise<Project> {
  return (await answer(http.PATCH('/api/projects/{id}', { params: asRead(project), body }))).data
}

/** Deletes an archived project with everything in it, for ever. */
export async function remove(project: Project, confirm: string): Promise<void> {
  await answer(http.DELETE('/api/projects/{id}', { params: { ...asRead(project), query: { confirm } } }))
}
