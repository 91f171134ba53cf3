/* Wire types of accounts and members that the OpenAPI document does not have yet. */

export type Role = 'Viewer' | 'Worker' | 'Member' | 'Owner'
export type Scope = 'read' | 'write' | 'work' | 'admin'

export interface Me {
  id: string
  name: string
  email: string
  isAdministrator: boolean
  isDemo: boolean
  signInId: string | null
  scopes: Scope[]
}

export interface Token {
  id: string
  name: string
  scopes: Scope[]
  expiresAt: string | null
  createdAt: string
}

export interface SignIn {
  id: string
  browser: string
  createdAt: string
  expiresAt: string
  isCurrent: boolean
}

export interface User {
  id: string
  name: string
  email: string
  isAdministrator: boolean
  isDisabled: boolean
  version: number
  createdAt: string
}

export interface Link {
  link: string
  linkExpiresAt: string
}

export interface Member {
  userId: string
  name: string
  email: string
  role: Role
  since: string
}

interface Page<T> {
  items: T[]
  nextCursor: string | null
}

interface Asked<Path, Query, Header> {
  path: Path
  query?: Query
  header?: Header
  cookie?: never
}

/** One operation as openapi-fetch wants it told. */
type Op<Answer, Body = undefined, Path = undefined, Query = undefined, Header = undefined> = {
  parameters: Path extends undefined ? { query?: Query; header?: Header; path?: never; cookie?: never } : Asked<Path, Query, Header>
  responses: { 200: { headers: Record<string, unknown>; content: { 'application/json': Answer } } }
} & (Body extends undefined ? { requestBody?: never } : { requestBody: { content: { 'application/json': Body } } })

interface ById {
  id: string
}
interface OfMember {
  id: string
  userId: string
}

export interface AccessPaths {
  '/api/set-up': { get: Op<{ needed: boolean }>; post: Op<Me, { code: string; email: string; name: string; password: string }> }
  '/api/sign-in': { post: Op<Me, { email: string; password: string }> }
  '/api/sign-out': { post: Op<undefined> }
  '/api/password': { post: Op<Me, { code: string; password: string }> }
  '/api/users/me': { get: Op<Me>; patch: Op<Me, { name: string }> }
  '/api/users/me/password': { post: Op<undefined, { current: string; new: string }> }
  '/api/users/me/tokens': { get: Op<Page<Token>>; post: Op<Token & { secret: string }, { name: string; scopes: Scope[]; expiresIn?: number }> }
  '/api/users/me/tokens/{id}': { delete: Op<undefined, undefined, ById> }
  '/api/users/me/sign-ins': { get: Op<Page<SignIn>>; delete: Op<undefined> }
  '/api/users/me/sign-ins/{id}': { delete: Op<undefined, undefined, ById> }
  '/api/users': {
    get: Op<Page<User>, undefined, undefined, { text?: string; cursor?: string; limit?: number }>
    post: Op<User & Link, { email: string; name: string; isAdministrator?: boolean }>
  }
  '/api/users/{id}': {
    patch: Op<User, { isAdministrator?: boolean; isDisabled?: boolean }, ById, undefined, { 'If-Match': string }>
  }
  '/api/users/{id}/password-link': { post: Op<Link, undefined, ById> }
  '/api/projects/{id}/members': { get: Op<Page<Member>, undefined, ById>; post: Op<Member, { email: string; role: Role }, ById> }
  '/api/projects/{id}/members/{userId}': { patch: Op<Member, { role: Role }, OfMember>; delete: Op<undefined, undefined, OfMember> }
}
