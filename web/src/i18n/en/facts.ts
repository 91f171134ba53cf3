import { messages } from '../text'

/** What is behind a point of a chart. */
export default messages('facts', {
  title: 'Behind this point',
  span: (day: string, from: string, to: string) => `Stories produced and completed on ${day} from ${from} to ${to}`,
  none: 'Nothing was produced or completed then.',
  loading: 'Loading',
  gone: 'A story that is not here any more',
  types: {
    'story.created': 'produced', 'story.completed': 'completed', 'story.started': 'started', 'story.reopened': 'reopened', 'story.unstarted': 'taken back',
    'story.deleted': 'deleted',
  } as Record<string, string>,
  more: 'Show more',
  again: 'Try again',
})
