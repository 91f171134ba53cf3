import type pages from '../en/pages'
import type { TranslationOf } from '../text'

export default {
  projectsFailed: 'Projekten kunde inte läsas in',
  projectFailed: 'Projektet kunde inte läsas in',
  none: 'Inget projekt än',
  noneNote: 'Ett projekt innehåller ärenden och deras uppgifter. Ge det första ett namn, eller be ägaren till ett annat att lägga till dig: då visas det här av sig självt.',
  archivedProjects: 'Arkiverade projekt',
  archived: 'Arkiverade',
  archivedNow: 'Arkiverat.',
  archivedNote: 'Projektet kan läsas, men ingenting i det ändras.',
  lost: 'Det finns inget på den här adressen',
  lostNote: 'Projektet kan ha tagits bort, du kanske inte är medlem i det, eller så är adressen felskriven.',
  goHome: 'Gå till ditt projekt',
  goHomeNote: 'Det som visades senast',
  onlyOwners: 'Bara ägare ser vem som gjorde vad',
  onlyOwnersNote: 'En ägare av projektet kan göra dig till en.',
  form: {
    name: 'Namn', key: 'Nyckel', nameExample: 'Flygprogramvara', keyExample: 'FPV', create: 'Skapa projekt',
    numbered: (key) => `Ärenden numreras med nyckeln: ${key}-1, ${key}-2.`,
  },
} satisfies TranslationOf<typeof pages>
