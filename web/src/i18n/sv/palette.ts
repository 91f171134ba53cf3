import type palette from '../en/palette'
import { plural } from '../plural'
import type { TranslationOf } from '../text'

export default {
  title: 'Sök eller gör något',
  description: 'Skriv för att hitta kommandon, sidor, ärenden och projekt. Välj med upp- och nedpilarna och öppna med Retur.',
  placeholder: 'Sök ett ärende på nyckel eller text, gå någonstans, gör något',
  list: 'Träffar',
  sections: { recent: 'Senaste', actions: 'Kommandon', go: 'Gå till', stories: 'Ärenden', projects: 'Projekt' },
  story: 'Ärende',
  project: 'Projekt',
  move: 'flytta',
  open: 'öppna',
  onlyActions: 'bara kommandon',
  searching: 'Söker',
  nothing: 'Inget innehåller de orden. Prova färre ord, eller en nyckel.',
  results: (count) => plural(count, '# träff', '# träffar'),
  failed: (why) => `Det gick inte att söka bland ärendena. ${why}`,
} satisfies TranslationOf<typeof palette>
