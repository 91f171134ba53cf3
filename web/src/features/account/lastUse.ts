import { age } from '@/ui/format'

/** When and from where something of one's own was used last: Used 3 min ago from 192.0.2.17. */
export function lastUse(at: string | null, address: string | null, now = Date.now()): string {
  if (!at) return 'Not used lately'
  const seconds = (now - new Date(at).getTime()) / 1000
  const when = seconds < 60 ? 'Used just now' : `Used ${age(seconds)} ago`
  return address ? `${when} from ${address}` : when
}
