import { plural } from '../plural'
import { messages } from '../text'

/** What a project is called, and its end. */
export default messages('projects', {
  title: 'Settings',
  onlyOwners: 'Only owners of the project change what stands here.',
  project: 'Project',
  name: 'Name',
  key: 'Key',
  nameMissing: 'A name is missing',
  keyMissing: 'A key is missing',
  save: 'Save',
  saved: 'The name is saved.',
  numberedFrom: (key: string) => `Stories are numbered ${key}-1, ${key}-2 from now on.`,
  rekey: (key: string, old: string) =>
    `Stories go by ${key}-1, ${key}-2 at once, also those there are. Links with ${old} lead nowhere then, and another project may take that key.`,
  archive: {
    title: 'Archive', note: 'An archived project can be read, and nothing in it changes. It can be brought back at any time.', verb: 'Archive project',
    ask: (name: string) => `Archive ${name}?`, askNote: 'Everybody in it can still read it. What workers hold is given back, and nothing changes until it is brought back.',
    done: (name: string) => `${name} is archived.`, back: 'Bring back', isBack: (name: string) => `${name} is back.`,
  },
  delete: {
    title: 'Delete', note: 'With everything in it, for everybody and for ever.', first: 'Only an archived project can be deleted. Archive it first.', verb: 'Delete project',
    ask: (name: string) => `Delete ${name}?`,
    askNote: (stories: number) => plural(stories, '# story, its tasks and its statistics go with it. Nobody can bring them back.', '# stories, their tasks and their statistics go with it. Nobody can bring them back.'),
    confirm: (key: string) => `Type ${key} to confirm`, done: (name: string) => `${name} is deleted.`,
  },
  keyMissingToConfirm: 'The key is missing',
  cancel: 'Cancel',
})
