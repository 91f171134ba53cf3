import type { AuditEntry } from '@/api/types'
import { browserName } from '@/ui/browser'

/** By what somebody proved who they are, in a few words. */
export function credentialText(credential: AuditEntry['credential']): string {
  if (!credential) return ''
  const what = credential.kind === 'token' ? (credential.name ?? 'A revoked token') : credential.name ? browserName(credential.name) : 'In a browser'
  return credential.address ? `${what}, ${credential.address}` : what
}
