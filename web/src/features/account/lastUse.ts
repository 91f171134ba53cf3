import account from '@/i18n/en/account'
import { useText } from '@/i18n/text'
import { ago } from '@/ui/format'

const text = useText(account)
/** When and from where something of one's own was used last: Used 3 min ago from 192.0.2.17. */
export function lastUse(at: string | null, address: string | null, now = Date.now()): string {
  if (!at) return text.use.never
  const seconds = (now - new Date(at).getTime()) / 1000
  const when = seconds < 60 ? text.use.now : text.use.at(ago(seconds))
  return address ? text.use.from(when, address) : when
}
