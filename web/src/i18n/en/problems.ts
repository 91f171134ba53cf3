import { messages } from '../text'

/** What the server refuses, and why. */
export default messages('problems', {
  unreachable: 'The server can’t be reached.',
  behindProxy: 'The server behind the proxy can’t be reached.',
  answered: (status: number) => `The server answered ${status}.`,
  conflict: 'Somebody changed the same meanwhile.',
  taskConflict: 'Somebody else changed the same of this task meanwhile.',
  details: { status: 'Status', noAnswer: 'no answer', retryAfter: (seconds: number) => `, retry after ${seconds} s`, problem: 'Problem', request: 'Request' },
})
