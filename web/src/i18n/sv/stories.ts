import type stories from '../en/stories'
import type { TranslationOf } from '../text'

export default {
  title: 'Ärenden',
  failed: 'Ärendena kunde inte läsas in',
  listWidth: 'Listans bredd',
  make: {
    title: 'Nytt ärende', name: 'Titel', hint: 'Vad som ska gälla när det är klart', missing: 'Ett ärende behöver en titel', description: 'Beskrivning', labels: 'Etiketter',
    someLabels: 'telemetri, fel', separated: 'Åtskilda med kommatecken', verb: 'Skapa ärendet', failed: (title, why) => `”${title}” skapades inte: ${why}`,
  },
  none: {
    matches: 'Inget ärende passar filtret', matchesNote: 'Texten söks i titlar, beskrivningar och nummer, med stora eller små bokstäver.', clear: 'Rensa filtret', all: 'Visa alla ärenden',
    title: 'Inga ärenden än', forReaders: 'Ett ärende är ett arbete med uppgifter. Det som projektets medlemmar skriver visas här av sig självt.',
    note: 'Ett ärende är ett arbete med uppgifter. Det går från öppet till klart när dess uppgifter görs.', byHand: 'Skriv det första för hand',
    import: 'Importera ärenden', importNote: 'Från en CSV-fil, på en kommandorad', simulate: 'Starta en simulering', simulateNote: 'Påhittade ärenden och arbetare, för att se sig om: på översikten',
    api: 'Använd API:et', apiNote: 'Det visas här så snart det är sparat', firstStory: 'Vårt första ärende',
  },
} satisfies TranslationOf<typeof stories>
