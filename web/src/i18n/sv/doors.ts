import type doors from '../en/doors'
import type { TranslationOf } from '../text'

export default {
  signIn: 'Logga in',
  signInTitle: 'Logga in i Throughline',
  signInAgain: 'Logga in igen',
  backToSignIn: 'Tillbaka till inloggningen',
  goOn: 'Vidare till Throughline',
  tryAgain: 'Försök igen',
  continue: 'Fortsätt',
  or: 'eller',
  email: 'E-post',
  name: 'Namn',
  password: 'Lösenord',
  newPassword: 'Nytt lösenord',
  missing: {
    email: 'Din e-postadress saknas', name: 'Ditt namn saknas', ownPassword: 'Ditt lösenord saknas', password: 'Ett lösenord saknas',
    code: 'Koden saknas', linkCode: 'Länkens kod saknas',
  },
  linkCode: 'Länkens kod',
  linkCodeHint: 'Det som står efter # i länken du fick.',
  letterCodeHint: 'Det som står efter # i länken i brevet.',
  address: {
    changed: 'Adressen är ändrad', half: 'En återstår', change: 'Byt e-postadress',
    changedNote: 'Ditt konto har den nya e-postadressen. Från och med nu loggar du in med den.',
    halfNote: 'Den här adressen har godkänt bytet. Öppna också länken som skickades till den andra.',
    changeNote: 'Ett konto ska få en annan e-postadress. Den gäller när båda adresserna har godkänt bytet.',
    agree: 'Godkänn bytet',
  },
  forgotten: {
    title: 'Har du glömt lösenordet?', sent: 'Titta i din e-post', note: 'Du får en länk där du väljer ett nytt.',
    noMail: 'Den här servern skickar ingen e-post. En administratör kan skapa en länk där du väljer ett nytt.',
    sentBefore: 'Om det finns ett konto för', sentAfter: ' är en länk för att välja ett nytt lösenord på väg. Den fungerar en gång, inom en timme.', send: 'Skicka länken',
  },
  invitation: {
    over: 'Inbjudan gäller inte längre', join: (project) => `Gå med i ${project}`, title: 'Du är inbjuden',
    overNote: 'Den har använts eller tagits tillbaka, har gått ut, eller så är länken inte hel. Be den som bjöd in dig om en ny.',
    note: (by, role) => `${by || 'En ägare'} bjuder in dig till projektet med rollen ${role}.`,
    signedInAs: 'Du är inloggad som', wentTo: (own, email) => `(${own}). Inbjudan skickades till ${email}; den släpper in den som använder den.`,
    joinAs: (name) => `Gå med som ${name}`, create: 'Skapa konto och gå med', have: 'Har du redan ett konto?', joinWith: 'och gå med med det.',
  },
  passkey: 'Fortsätt med lösennyckel',
  choose: {
    title: 'Välj ett lösenord', note: 'Länken du öppnade fungerar en gång. Från och med nu loggar du in med lösenordet.', signedInAs: 'Du är inloggad som',
    elseNote: '. Om länken är till någon annan blir den personen inloggad här i stället för dig.', newLink: 'En administratör kan skapa en ny länk åt dig.', save: 'Spara och logga in',
  },
  second: {
    title: 'Skriv din kod', note: 'Sex siffror från din autentiseringsapp.', recoveryNote: 'En av återställningskoderna som du har sparat. Varje kod fungerar en gång.',
    code: 'Kod', recovery: 'Återställningskod', useApp: 'Använd appens kod', useRecovery: 'Använd en återställningskod',
    lost: 'Har du förlorat både appen och koderna? En administratör för servern kan nollställa dem.',
  },
  setUp: {
    title: 'Skapa det första kontot', note: 'Det äger servern och släpper in andra.', code: 'Startkod',
    codeHint: 'Den står efter # i länken som servern skrev ut när den startade.', create: 'Skapa konto',
  },
  external: {
    denied: 'Det godkändes inte där, så ingen är inloggad.', failed: 'Det gick inte att logga in där. Försök igen, eller logga in med ditt lösenord.',
    'not-connected': 'Inget konto här är kopplat till det kontot. Logga in med ditt lösenord och koppla det på din kontosida.',
    with: (provider) => `Fortsätt med ${provider}`,
  },
  noAccount: 'Saknar du konto, eller har du glömt lösenordet? En administratör för servern skapar en länk åt dig.',
} satisfies TranslationOf<typeof doors>
