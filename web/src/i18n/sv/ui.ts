import type ui from '../en/ui'
import { plural } from '../plural'
import type { TranslationOf } from '../text'

export default {
  keys: { Ctrl: 'Ctrl', Shift: 'Skift', Alt: 'Alt', Enter: 'Retur', Esc: 'Esc', Del: 'Delete', Space: 'Blanksteg' },
  cancel: 'Avbryt',
  close: 'Stäng',
  copy: 'Kopiera',
  copied: 'Kopierat',
  copyDetails: 'Kopiera detaljer',
  loading: 'Läser in',
  menu: 'Meny',
  subMenu: 'Undermeny',
  chosen: '(valt)',
  messages: 'Meddelanden',
  undo: 'Ångra',
  closeMessage: 'Stäng meddelandet',
  since: 'Sedan',
  nothingLost: 'Inget har gått förlorat.',
  tryAgain: 'Försök igen',
  triedAgain: (seconds) => `nytt försök var ${seconds}:e sekund`,
  leaseEnds: 'Lånet går ut om ',
  points: (label) => `${label}. Vänster- och högerpil läser upp punkterna, Enter visar händelserna bakom en.`,
  status: { Open: 'Öppet', 'In Progress': 'Pågår', Done: 'Klart', 'Set aside': 'Undanlagt' },
  priority: { None: 'Ingen prioritet', Low: 'Låg prioritet', Medium: 'Medelhög prioritet', High: 'Hög prioritet', Urgent: 'Brådskande' },
  path: 'Sökväg',
  draft: { restored: 'Det du skrev tidigare är tillbaka.', discard: 'Kasta' },
  show: (label) => `Visa ${label.toLowerCase()}`,
  password: {
    enough: 'Tillräckligt långt',
    least: (least) => `Minst ${least} tecken; några ord räcker gott`,
    more: (least, more) => `Minst ${least} tecken: ${plural(more, '# till', '# till')}`,
  },
  browser: { on: (browser, system) => `${browser} på ${system}`, unknown: 'Okänd webbläsare' },
} satisfies TranslationOf<typeof ui>
