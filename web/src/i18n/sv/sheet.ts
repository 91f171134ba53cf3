import type sheet from '../en/sheet'
import type { TranslationOf } from '../text'

export default {
  title: 'Tangentbord',
  description: 'Tangenterna som fungerar på den här sidan.',
  find: 'Sök',
  letters: 'Enbokstavstangenter',
  close: 'Stäng',
  groups: { anywhere: 'Överallt', go: 'Gå till', list: 'I en lista', story: 'På ett ärende', board: 'På tavlan', chart: 'I ett diagram' },
  nothing: 'Ingen tangent gör det här.',
  note: 'Det här är tangenterna på sidan som är öppen. Ensamma bokstäver och tecken vilar medan någon skriver.',
} satisfies TranslationOf<typeof sheet>
