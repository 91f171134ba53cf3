import type projects from '../en/projects'
import { plural } from '../plural'
import type { TranslationOf } from '../text'

export default {
  title: 'Inställningar',
  onlyOwners: 'Bara projektets ägare ändrar det som står här.',
  project: 'Projekt',
  name: 'Namn',
  key: 'Nyckel',
  nameMissing: 'Ett namn saknas',
  keyMissing: 'En nyckel saknas',
  save: 'Spara',
  saved: 'Namnet är sparat.',
  numberedFrom: (key) => `Ärenden numreras ${key}-1, ${key}-2 från och med nu.`,
  rekey: (key, old) => `Ärendena heter ${key}-1, ${key}-2 genast, också de som redan finns. Länkar med ${old} leder då ingenstans, och ett annat projekt kan ta den nyckeln.`,
  archive: {
    title: 'Arkivera', note: 'Ett arkiverat projekt kan läsas, men ingenting i det ändras. Det kan tas tillbaka när som helst.', verb: 'Arkivera projektet',
    ask: (name) => `Arkivera ${name}?`, askNote: 'Alla i det kan fortfarande läsa det. Det arbetare håller i lämnas tillbaka, och ingenting ändras förrän det tas tillbaka.',
    done: (name) => `${name} är arkiverat.`, back: 'Ta tillbaka', isBack: (name) => `${name} är tillbaka.`,
  },
  delete: {
    title: 'Ta bort', note: 'Med allt i det, för alla och för alltid.', first: 'Bara ett arkiverat projekt kan tas bort. Arkivera det först.', verb: 'Ta bort projektet',
    ask: (name) => `Ta bort ${name}?`,
    askNote: (stories) => plural(stories, '# ärende, dess uppgifter och dess statistik försvinner med det. Ingen kan få tillbaka dem.', '# ärenden, deras uppgifter och deras statistik försvinner med det. Ingen kan få tillbaka dem.'),
    confirm: (key) => `Skriv ${key} som bekräftelse`, done: (name) => `${name} är borttaget.`,
  },
  keyMissingToConfirm: 'Nyckeln saknas',
  cancel: 'Avbryt',
} satisfies TranslationOf<typeof projects>
