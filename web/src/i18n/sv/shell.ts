import type shell from '../en/shell'
import { plural } from '../plural'
import type { TranslationOf } from '../text'

export default {
  pages: {
    dashboard: 'Översikt', stories: 'Ärenden', board: 'Tavla', items: 'Föremål', item: 'Föremål', workers: 'Arbetare', explore: 'Utforska', members: 'Medlemmar', settings: 'Inställningar', audit: 'Händelselogg',
    'project-audit': 'Händelselogg', account: 'Konto', users: 'Användare', 'sign-in': 'Logga in', 'second-step': 'Logga in', 'set-up': 'Kom igång',
    password: 'Välj ett lösenord', forgotten: 'Glömt lösenord', invitation: 'Inbjudan', confirm: 'Bekräfta', gallery: 'Galleri',
  },
  skip: 'Hoppa till sidan',
  pagesLabel: 'Sidor',
  server: 'Server',
  search: 'Sök',
  undo: 'Ångra',
  redo: 'Gör om',
  palette: 'Kommandopalett',
  sheet: 'Kortkommandon',
  foldSide: 'Visa eller dölj sidofältet',
  newProject: 'Nytt projekt',
  projectNote: 'Ärenden, uppgifter och deras historik hör till ett projekt.',
  archived: 'Arkiverade',
  changeProject: (name) => `${name}: byt projekt`,
  demo: 'Demo.',
  demoNote: 'Alla på den här datorn är inloggade som demons ägare.',
  connection: { live: 'Direkt', connecting: 'Ansluter', waiting: 'Återansluter', offline: 'Frånkopplad' },
  reconnectingIn: (seconds) => `Återansluter om ${seconds} s`,
  tryNowSaid: '. Försök nu',
  tryNow: 'Försök nu',
  nextTry: (seconds) => `nästa försök om ${seconds} s`,
  noConnection: (time) => `Ingen anslutning sedan ${time}.`,
  goOn: 'Det som visas är som det var då. Fortsätt arbeta: ändringar väntar här och skickas i ordning.',
  goOnWaiting: (count) =>
    plural(count, 'Fortsätt arbeta: # ändring väntar här och skickas i ordning.', 'Fortsätt arbeta: # ändringar väntar här och skickas i ordning.'),
  updated: (version) => `Servern har uppdaterats (version ${version}). Sidan laddas om när ingen skriver i den.`,
  reloadNow: 'Ladda om nu',
  yourAccount: (name) => `${name}: ditt konto`,
  signOut: 'Logga ut',
  stillSignedIn: (why) => `Du är fortfarande inloggad. ${why}`,
  losing: {
    title: 'Logga ut och förlora det som inte har skickats?',
    note: (count) =>
      plural(count, '# ändring väntar här på servern. Ingen annan skickar den senare.', '# ändringar väntar här på servern. Ingen annan skickar dem senare.'),
    verb: 'Logga ut och förlora dem',
  },
  theme: { title: 'Tema', light: 'Ljust', dark: 'Mörkt', system: 'Systemets' },
  language: { title: 'Språk', browser: 'Webbläsarens', failed: 'Språket kunde inte läsas in. Välj det igen när det finns en anslutning.' },
  more: 'Mer',
  transport: {
    title: 'Direktuppdatering', sse: 'Händelseström', websocket: 'WebSocket',
    note: 'Händelseströmmen är vanlig HTTP. Välj WebSocket när en proxy mellan dig och servern håller uppdateringar tillbaka.',
  },
  density: { title: 'Radhöjd', compact: 'Tät', usual: 'Vanlig', comfortable: 'Luftig' },
  themeAndLanguage: 'Tema och språk',
  unknownPerson: 'Servern säger inte vem du är',
} satisfies TranslationOf<typeof shell>
