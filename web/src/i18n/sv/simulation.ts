import type simulation from '../en/simulation'
import type { TranslationOf } from '../text'

export default {
  title: 'Simulering',
  running: 'Pågår',
  elsewhere: 'i ett annat projekt',
  stop: 'Stoppa',
  start: 'Starta en simulering',
  asking: 'Frågar servern.',
  note: 'Den skapar exempelärenden och arbetar med dem, för att se sig omkring eller pröva vad servern klarar.',
  never: 'Ingen simulering har körts sedan servern startade.',
  another: (length) => `Pågår i ${length} till.`,
  finishing: 'Dess arbetare gör klart det de håller i.',
  stopping: 'Stoppas: dess arbetare gör klart eller lämnar tillbaka det de håller i.',
  failed: (why) => `Misslyckades: ${why ?? 'orsaken är okänd'}`,
  failedAt: (time, why) => `Misslyckades ${time}: ${why ?? 'orsaken är okänd'}`,
  stopped: 'Stoppad.',
  stoppedAt: (time) => `Stoppad ${time}.`,
  stories: 'Ärenden',
  tasks: 'Uppgifter',
  workers: 'Arbetare',
  storiesMade: (made, rate, wanted) => `${made} skapade, ${rate}/s av ${wanted}/s`,
  tasksDone: (done, made, rate) => `${done} klara, ${made} skapade, ${rate}/s`,
  workersDid: (workers, claims, failed) => `${workers}, ${claims} tagna, ${failed} misslyckade`,
  form: {
    note: 'Exempelärenden kommer in i projektet, och serverns arbetare gör deras uppgifter klara.', perSecond: 'per s', least: 'Uppgifter per ärende, minst',
    most: 'Uppgifter per ärende, högst', speed: 'Hastighet', speedHint: '3600: en timme tar en sekund', fail: 'Försök som misslyckas', minutes: 'Ärenden kommer in under',
    range: (least, most) => `Från ${least} till ${most}`, notBelow: 'Inte under det minsta', cancel: 'Avbryt', verb: 'Starta simuleringen',
  },
} satisfies TranslationOf<typeof simulation>
