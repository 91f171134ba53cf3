import type { components } from './schema'

type Schemas = components['schemas']

export type Project = Schemas['ProjectResponse']
export type Story = Schemas['StoryResponse']
export type Task = Schemas['TaskResponse']
export type Lease = Schemas['LeaseResponse']
export type Problem = Schemas['ProblemDetails']
export type WorkOverview = Schemas['WorkOverview']
export type WorkingSession = Schemas['WorkingSession']
export type Simulation = Schemas['SimulationResponse']
export type StatisticsAnswer = Schemas['StatisticsAnswer']

export type Status = Story['status']
export type Priority = Story['priority']

export const statuses: readonly Status[] = ['Open', 'In Progress', 'Done']
export const priorities: readonly Priority[] = ['Urgent', 'High', 'Medium', 'Low', 'None']
