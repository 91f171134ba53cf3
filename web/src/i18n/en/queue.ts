import { plural } from '../plural'
import { messages } from '../text'

/** What waits to be sent, and what the server did not take. */
export default messages('queue', {
  title: 'Waiting to be sent',
  label: 'Changes that wait',
  hide: 'Hide the list',
  show: (count: number) => plural(count, '# change waits', '# changes wait'),
  created: 'New',
  refusedTitle: 'Not saved',
  open: 'Open',
  copy: 'Copy text',
  again: 'Try again',
  discard: 'Discard',
  copied: 'Copied',
  heldBack: 'A proxy between this page and the server holds the live stream back: let it pass on text/event-stream without buffering.',
  conflict: 'Somebody else changed the same. Open it to choose.',
})
