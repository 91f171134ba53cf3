import type codes from '../en/codes'
import type { TranslationOf } from '../text'

export default {
  'invalid-input': 'Något som skrevs bryter mot en regel.', 'sign-in-required': 'Du är inte inloggad.', 'wrong-credentials': 'E-postadressen eller lösenordet är fel.',
  'second-factor-over': 'Inloggningen tog för lång tid, eller för många koder var fel. Börja om.', 'wrong-passkey': 'Lösennyckeln är okänd här, eller så kom svaret för sent.',
  'passkey-taken': 'Lösennyckeln finns redan här.', 'too-many-passkeys': 'Du har så många lösennycklar som du får ha.', forbidden: 'Din roll tillåter inte det.',
  'scope-missing': 'Åtkomstnyckeln tillåter inte det.', 'too-many-tries': 'Det har prövats för ofta. Försök igen senare.', 'set-up-done': 'Servern har redan en ägare.',
  'mail-not-set-up': 'Den här servern skickar ingen e-post; en administratör kan göra det.', 'too-many-invitations': 'Högst 200 inbjudningar till ett projekt väntar samtidigt.',
  'last-way-in': 'Utan det skulle du inte kunna logga in längre.', 'email-taken': 'Ett annat konto har den e-postadressen.',
  'last-administrator': 'Det är den sista administratören, och en server behåller en.', 'last-owner': 'Det är projektets sista ägare, och ett projekt behåller en.',
  'too-many-tokens': 'Du har så många åtkomstnycklar som du får ha.', 'too-many-views': 'Det finns så många vyer som det får finnas: ta bort en först.', 'not-found': 'Det finns inget sådant, eller så får du inte se det.', 'key-taken': 'Nyckeln hör till ett annat projekt.',
  'project-archived': 'Projektet är arkiverat: ingenting i det kan ändras.', 'project-not-archived': 'Bara ett arkiverat projekt kan tas bort.',
  'tasks-open': 'Några av ärendets uppgifter är inte klara.', 'tasks-started': 'Några av ärendets uppgifter är påbörjade, så det kan inte bli öppet igen.',
  'task-leased': 'En arbetare har uppgiften just nu.', 'tasks-leased': 'Arbetare har några av ärendets uppgifter just nu.', 'lease-lost': 'Lånet är förlorat: uppgiften har tagits igen eller flyttats.',
  'time-too-long': 'Det är längre än en uppgift får ta.', 'too-many-tasks': 'Ärendet har så många uppgifter som det får ha.', 'stale-version': 'Det ändrades under tiden. Läs det igen.',
  'body-too-large': 'Det är större än servern tar emot.', overloaded: 'Servern har för mycket att göra. Inget ändrades; försök igen snart.',
  'too-many-requests': 'För många anrop väntar. Inget ändrades; försök igen snart.', 'storage-unavailable': 'Servern når inte sin databas. Inget ändrades.',
  'storage-lost': 'Databasen försvann medan ändringen skrevs: den kan vara sparad eller inte.', 'simulation-running': 'En simulering pågår redan.',
  'column-full': 'Kolumnen är full: projektets gräns tillåter inte fler ärenden i den.', 'too-many-stories': 'Så många ärenden kan inte ändras på en gång.',
  'not-undoable': 'Bara ändringar och flyttar kan ångras.', 'invalid-filter': 'Filtret går inte att läsa.', 'too-much-to-search': 'Det är för mycket att söka igenom. Lägg till ett filter.',
  'external-key-taken': 'Ett annat ärende i projektet har den externa nyckeln.', 'too-many-leases': 'Arbetare har för många av projektets uppgifter för att alla ska kunna lämnas tillbaka på en gång.',
  'authenticator-on': 'Inloggning i två steg är redan på.', 'authenticator-not-begun': 'Ingen autentiserare väntar på sin första kod.', 'request-timeout': 'Anslutningen var för långsam.',
  'no-passkey': 'Lösennyckeln användes inte. Försök igen när du är redo.', 'passkey-known': 'Den här enheten har redan en lösennyckel för dig.',
  'too-many-streams': 'Servern har så många direktströmmar som den får ha.',
  'transfer-awaits': 'Ett föremål väntar redan på någons svar.', 'transfer-settled': 'Det väntar inte längre på svar.', 'transfer-not-accepted': 'Bara en överlämning som räknas kan rättas.',
  'not-the-receiver': 'Bara den som det lämnades till kan ta emot eller avböja det.', 'base-item-in-use': 'Det finns föremål av sorten.',
} satisfies TranslationOf<typeof codes>
