import type dashboard from '../en/dashboard'
import type { TranslationOf } from '../text'

export default {
  title: 'Översikt',
  span: 'Tidsspann',
  paused: (time) => `Pausad ${time}`,
  pause: 'Pausa',
  goOn: 'Fortsätt',
  spans: { '1m': '1 min', '15m': '15 min', '1h': '1 tim', '1d': '1 dygn' },
  lengths: { '1m': 'minuten', '15m': '15 minuterna', '1h': 'timmen', '1d': 'dygnet' },
  produced: 'Skapade',
  completed: 'Avslutade',
  open: 'Öppna',
  inProgress: 'Pågår',
  done: 'Klara',
  perSecond: '/s',
  noneBefore: (length) => `inga under ${length} före`,
  onBefore: (length) => `mot ${length} före`,
  since: (time) => `sedan ${time}`,
  throughput: 'Genomströmning',
  average: (length) => `ärenden per sekund, medelvärde över ${length}`,
  asTable: 'Visa som tabell',
  table: 'Genomströmningen som tabell',
  until: 'Till',
  chart: 'Diagram över skapade och avslutade ärenden per sekund',
  points: 'Läs diagrammets punkter',
  said: (length, produced, completed, producedRate, completedRate) =>
    `Den senaste tiden (${length}) skapades ${produced} ärenden och ${completed} avslutades: i genomsnitt ${producedRate} och ${completedRate} per sekund.`,
} satisfies TranslationOf<typeof dashboard>
