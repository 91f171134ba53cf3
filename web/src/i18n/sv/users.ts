import type users from '../en/users'
import type { TranslationOf } from '../text'

export default {
  title: 'Användare',
  new: 'Ny användare',
  find: 'Sök på namn eller e-post',
  failed: 'Användarna kunde inte läsas in',
  nobodyHas: (text) => `Ingens namn eller e-post innehåller ”${text}”.`,
  nobody: 'Ingen har ett konto än.',
  list: 'Lista över användare',
  caption: 'Alla som har ett konto på den här servern',
  columns: { name: 'Namn', instance: 'Server', state: 'Läge', since: 'Sedan', acts: 'Åtgärder' },
  more: 'Visa fler',
  you: '(du)',
  administrator: 'Administratör',
  disabled: 'Avstängd',
  actsFor: (name) => `Åtgärder för ${name}`,
  acts: {
    link: 'Ny lösenordslänk', factors: 'Nollställ andra steget', email: 'Byt e-postadress', demote: 'Ta bort administrationen', promote: 'Gör till administratör',
    enable: 'Släpp in igen', disable: 'Stäng av', erase: 'Radera',
  },
  ask: {
    link: (name) => `En ny lösenordslänk för ${name}?`, linkNote: 'Lösenordet gäller tills ett nytt har valts. Länkar som skapats tidigare slutar fungera.', linkVerb: 'Skapa länken',
    factors: (name) => `Nollställ det andra steget för ${name}?`,
    factorsNote: 'Autentiseringsapp, återställningskoder och lösennycklar slutar fungera, och alla inloggningar avslutas. Därefter räcker lösenordet. Förvissa dig om att det är rätt person som ber om det.',
    factorsVerb: 'Nollställ', promote: (name) => `Gör ${name} till administratör?`, promoteNote: 'En administratör äger alla projekt och bestämmer vilka som har ett konto.',
    demote: (name) => `Ta administrationen från ${name}?`, demoteNote: 'Kvar blir bara de projekt där personen är medlem.', demoteVerb: 'Ta bort den',
    disable: (name) => `Stäng av ${name}?`, disableNote: 'Alla inloggningar avslutas och åtkomstnycklarna slutar fungera. Det som har gjorts finns kvar.',
    enable: (name) => `Släpp in ${name} igen?`, enableNote: 'Det går att logga in igen, och åtkomstnycklarna fungerar igen.',
  },
  did: {
    factors: (name) => `${name} loggar in med bara lösenordet.`, promote: (name) => `${name} är administratör.`,
    demote: (name) => `${name} är inte administratör längre.`, disable: (name) => `${name} är avstängd.`, enable: (name) => `${name} kan logga in igen.`,
  },
  linkFor: (name) => `Lösenordslänk för ${name}`,
  link: {
    label: 'Lösenordslänk',
    note: (until) => `Den fungerar en gång, till ${until}, och visas inte igen. Skicka den bara till rätt person: den som öppnar den först har kontot.`,
    sentTo: 'Den är på väg till', sentNote: (until) => ` och fungerar en gång, till ${until}.`,
  },
  make: {
    has: (name) => `${name} har ett konto`, hasNote: 'Med den här länken väljs ett lösenord, och sedan är personen inloggad.', byMail: 'Personen får en länk med e-post, för att välja ett lösenord.',
    byYou: 'Du får en länk, som personen väljer ett lösenord med.', hint: 'Äger alla projekt och bestämmer vilka som har ett konto', verb: 'Skapa användare', emailMissing: 'En e-postadress saknas', nameMissing: 'Ett namn saknas',
  },
  email: {
    label: 'E-post', of: (name) => `E-postadress för ${name}`,
    note: 'Den gäller genast, och ingen tillfrågas om den är deras. Länkar som skickats till den gamla slutar fungera.', missing: 'En adress saknas', verb: 'Byt adress',
    done: (name, email) => `${name} loggar nu in med ${email}.`,
  },
  erase: {
    ask: (name) => `Radera ${name}?`,
    note: 'Inget personligt sparas. Det som har gjorts finns kvar, under ”Tidigare användare”. Det går inte att ångra; vill du bara hålla personen ute en tid, stäng av kontot.',
    confirm: (email) => `Skriv ${email} som bekräftelse`, missing: 'E-postadressen saknas', done: (name) => `${name} är raderad.`,
  },
  cancel: 'Avbryt',
  done: 'Klart',
} satisfies TranslationOf<typeof users>
