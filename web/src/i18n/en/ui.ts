import { plural } from '../plural'
import { messages } from '../text'

/** Parts that know no nouns. */
export default messages('ui', {
  keys: { Ctrl: 'Ctrl', Shift: 'Shift', Alt: 'Alt', Enter: 'Enter', Esc: 'Esc', Del: 'Del', Space: 'Space' },
  cancel: 'Cancel',
  close: 'Close',
  copy: 'Copy',
  copied: 'Copied',
  copyDetails: 'Copy details',
  loading: 'Loading',
  menu: 'Menu',
  subMenu: 'Submenu',
  chosen: '(chosen)',
  messages: 'Messages',
  undo: 'Undo',
  closeMessage: 'Close message',
  since: 'Since',
  nothingLost: 'Nothing is lost.',
  tryAgain: 'Try again',
  triedAgain: (seconds: number) => `tried again every ${seconds} s`,
  leaseEnds: 'Lease ends in ',
  points: (label: string) => `${label}. Left and right arrow read its points, Enter shows the facts behind one.`,
  status: { Open: 'Open', 'In Progress': 'In Progress', Done: 'Done', 'Set aside': 'Set aside' },
  priority: { None: 'No priority', Low: 'Low priority', Medium: 'Medium priority', High: 'High priority', Urgent: 'Urgent priority' },
  path: 'Path',
  draft: { restored: 'What you typed before is back.', discard: 'Discard' },
  show: (label: string) => `Show ${label.toLowerCase()}`,
  password: {
    enough: 'Long enough',
    least: (least: number) => `At least ${least} characters; a few words do well`,
    more: (least: number, more: number) => `At least ${least} characters: ${plural(more, '# more', '# more')}`,
  },
  browser: { on: (browser: string, system: string) => `${browser} on ${system}`, unknown: 'Unknown browser' },
})
