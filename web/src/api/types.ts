import type { components } from './schema'

type Schemas = components['schemas']

export type Project = Schemas['ProjectResponse']
export type Story = Schemas['StoryResponse']
export type BoardCard = Schemas['CardResponse']
export type FactBehind = Schemas['FactBehind']
export type Limits = NonNullable<Project['limits']>
export type Task = Schemas['TaskResponse']
export type Lease = Schemas['LeaseResponse']
export type Problem = Schemas['ProblemDetails']
export type WorkOverview = Schemas['WorkOverview']
export type WorkingSession = Schemas['WorkingSession']
export type Me = Schemas['Me']
export type SignIn = Schemas['SignInResponse']
export type Authenticator = Schemas['AuthenticatorResponse']
export type NewAuthenticator = Schemas['NewAuthenticatorResponse']
export type Passkey = Schemas['PasskeyResponse']
/** With what somebody who is signed in proves anew who they are. */
export type Proof = { password: string } | { passkey: string }
export type Token = Schemas['TokenResponse']
export type User = Schemas['UserResponse']
export type PasswordLink = Schemas['PasswordLinkResponse']
export type AuditEntry = Schemas['AuditEntry']
export type Member = Schemas['MemberResponse']
export type Invitation = Schemas['InvitationResponse']
export type InvitationDetails = Schemas['InvitationDetails']
export type Identity = Schemas['IdentityResponse']
export type PendingAddress = Schemas['PendingAddress']
export type SignInMethods = Schemas['SignInMethods']
export type HistoryEntry = Schemas['HistoryEntry']
export type HistoryChange = Schemas['HistoryChange']
export type TextPart = Schemas['TextPart']
export type Label = Schemas['LabelResponse']
export type Simulation = Schemas['SimulationResponse']
export type BaseItem = Schemas['BaseItemResponse']
export type Item = Schemas['ItemResponse']
export type Transfer = Schemas['TransferResponse']
export type OwnerAt = Schemas['OwnerResponse']
export type StatisticsAnswer = Schemas['StatisticsAnswer']

export type Status = Story['status']
export type Priority = Story['priority']
export type LabelColor = NonNullable<Label['color']>
export type Role = Member['role']
export type Scope = Token['scopes'][number]

export const statuses: readonly Status[] = ['Open', 'In Progress', 'Done']
export const priorities: readonly Priority[] = ['Urgent', 'High', 'Medium', 'Low', 'None']
/** Each may do all that those before it may. */
export const roles: readonly Role[] = ['Viewer', 'Worker', 'Member', 'Owner']
export const scopes: readonly Scope[] = ['read', 'work', 'write', 'admin']
