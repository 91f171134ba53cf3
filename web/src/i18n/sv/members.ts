import type members from '../en/members'
import type { TranslationOf } from '../text'

export default {
  title: 'Medlemmar',
  audit: 'Händelselogg',
  failed: 'Medlemmarna kunde inte läsas in',
  list: 'Projektets medlemmar',
  you: '(du)',
  since: (date) => `sedan ${date}`,
  roleOf: (name, role) => `Roll för ${name}: ${role}`,
  ownersDecide: 'Ägare bestämmer vilka som är med i projektet',
  soDoAdministrators: 'Det gör också serverns administratörer.',
  nobody: 'Ingen är medlem. Administratörer ser projektet ändå.',
  hasRole: (name, role) => `${name} har nu rollen ${role}.`,
  youLeft: (project) => `Du har lämnat ${project}.`,
  isGone: (name) => `${name} är inte med i projektet längre.`,
  leave: 'Lämna projektet',
  remove: (name) => `Ta bort ${name}`,
  ask: {
    leave: (project) => `Lämna ${project}?`, leaveNote: 'Därefter ser du inget av det, tills en ägare lägger till dig igen.', leaveVerb: 'Lämna projektet',
    remove: (name) => `Ta bort ${name}?`, removeNote: 'Personen ser därefter inget av projektet, inte heller där det är öppet. Det som har gjorts finns kvar.', removeVerb: 'Ta bort medlemmen',
  },
  add: {
    label: 'Lägg till en medlem', email: 'E-post', role: 'Roll', whose: 'Vems e-post?', verb: 'Lägg till eller bjud in',
    isIn: (name, role) => `${name} är med i projektet: ${role}.`, isInvited: (email, role) => `${email} är inbjuden: ${role}.`,
    note: (role, hint) => `${role}: ${hint}. Den du ser på andra ställen är med genast; alla andra får en inbjudan.`,
    link: (email) => `Inbjudningslänk för ${email}`,
    linkNote: (email) => `Den är till ${email}, fungerar en gång, inom sju dagar, och visas inte igen. Skicka den bara dit: den släpper in den som öppnar den.`,
  },
  invited: { label: 'Väntande inbjudningar', title: 'Inbjudna som inte har kommit än', until: (date) => `till ${date}`, revoke: (email) => `Ta tillbaka inbjudan till ${email}`, revoked: (email) => `Inbjudan till ${email} är tillbakatagen.` },
  hints: {
    Viewer: 'ser allt, ändrar inget', Worker: 'tar uppgifter och gör dem klara', Member: 'skapar och ändrar ärenden och uppgifter', Owner: 'bestämmer vilka som är med i projektet',
  },
} satisfies TranslationOf<typeof members>
