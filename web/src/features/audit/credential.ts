import type { AuditEntry } from '@/api/types'
import audit from '@/i18n/en/audit'
import { useText } from '@/i18n/text'
import { browserName } from '@/ui/browser'

const text = useText(audit)

/** By what somebody proved who they are, in a few words. */
export function credentialText(credential: AuditEntry['credential']): string {
  if (!credential) return ''
  const what = credential.kind === 'token' ? (credential.name ?? text.credential.revoked) : credential.name ? browserName(credential.name) : text.credential.browser
  return credential.address ? `${what}, ${credential.address}` : what
}
