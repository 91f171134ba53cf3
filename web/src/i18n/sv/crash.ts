import type crash from '../en/crash'
import type { TranslationOf } from '../text'

export default {
  broken: { title: 'Sidan gick sönder', note: 'Felet ligger i programmet, inte hos dig. Det som har skickats är sparat; oftast hjälper det att ladda om sidan.' },
  missing: {
    title: 'Sidan kunde inte läsas in',
    note: 'Servern har uppdaterats under tiden, eller går inte att nå. Ladda om sidan för att hämta det den har nu.',
  },
  kept: 'Det du har skrivit finns kvar.',
  clickFailed: (why) => `Det gick inte: ${why}`,
  reload: 'Ladda om sidan',
  copy: 'Kopiera detaljer',
  copied: 'Kopierat',
  what: 'Vad',
  page: 'Sida',
  time: 'Tid',
  build: 'Bygge',
  browser: 'Webbläsare',
} satisfies TranslationOf<typeof crash>
