import type workers from '../en/workers'
import { plural } from '../plural'
import type { TranslationOf } from '../text'

export default {
  title: 'Arbetare',
  failed: 'Arbetarna kunde inte läsas in',
  whoWorks: 'Vem som arbetar med vad',
  nobody: 'Ingen arbetar just nu',
  nobodyNote: 'Här visas vem som tar uppgifter, och hur länge.',
  startBoth: 'Starta en simulering på översikten, eller arbetare från en kommandorad. Människor och program tar uppgifter med POST /api/work/claim.',
  start: 'Starta arbetare från en kommandorad. Människor och program tar uppgifter med POST /api/work/claim.',
  recent: {
    title: 'Senaste', none: 'Här visas vad som händer med lånen.', somebody: 'Någon', list: 'Vad som hänt med lånen, det senaste först', aTask: 'en uppgift',
    epoch: (epoch) => `epok ${epoch}`, failed: 'misslyckad',
    said: { 'task.claimed': 'tagen', 'task.completed': 'klar', 'task.released': 'lämnad', 'task.expired': 'utgången', 'task.setAside': 'undanlagd', 'task.requeued': 'åter i kö' },
  },
  aside: {
    title: 'Undanlagda', note: 'har prövats för ofta; ingen tar dem förrän du bestämmer', of: (shown, all) => `${shown} av ${all}`,
    none: 'Ingen uppgift har misslyckats för ofta. En som misslyckas eller går ut fem gånger väntar här, med orsaken, tills du lägger tillbaka den i kön.', noReason: 'Ingen orsak angavs',
    attempts: (count) => plural(count, '# försök', '# försök'), open: 'Öppna', openOf: (task) => ` ärendet för ${task}`, requeue: 'Till kön',
    requeueOne: (task) => `Lägg tillbaka ${task} i kön`, requeueSome: (count) => `Lägg tillbaka ${count}`, requeueAll: 'Lägg tillbaka alla',
    settingAside: 'Lägg undan en uppgift', isSetAside: 'Uppgiften är undanlagd: ingen tar den förrän den läggs tillbaka i kön.',
    sending: (count) => plural(count, 'Lägg tillbaka # uppgift', 'Lägg tillbaka # uppgifter'), back: (count) => plural(count, 'Uppgiften kan tas igen.', '# uppgifter kan tas igen.'),
  },
  figures: {
    atWork: 'I arbete', idle: (count) => `${count} lediga`, waiting: 'Väntande uppgifter', oldest: (age) => `äldsta ${age}`, nothingWaits: 'inget väntar',
    expired: 'Utgångna i dag', ofClaims: (share) => `${share} av lånen`, setAside: 'Undanlagda', decide: 'kräver beslut', decided: 'inget att besluta',
  },
  columns: {
    worker: 'Arbetare', story: 'Ärende', task: 'Uppgift', runBy: 'Körs av', epoch: 'Epok', attempt: 'Försök', lease: 'Lån', held: 'Hållen', done: 'Klara i dag', doneSince: (time) => `Klara sedan ${time}`,
    actions: 'Åtgärder',
  },
  attempt: (attempt, most) => `${attempt} av ${most}`,
  somebody: 'Någon som har slutat',
  pools: {
    title: 'Pooler', pool: 'Pool', busy: 'I arbete', done: 'Klara', mean: 'Medeltid', failures: 'Misslyckade', sessions: (count) => plural(count, '# arbetare', '# arbetare'),
  },
  setAsideOne: (task) => `Lägg undan ${task}`,
  idle: 'Ledig',
  glance: {
    counts: (busy, waiting) => `${busy} i arbete, ${waiting} uppgifter väntar`, all: 'Alla arbetare', again: 'Nytt försök görs.', nobody: 'Ingen arbetar just nu.',
    startBoth: 'Starta en simulering, eller en arbetare:', start: 'Starta en arbetare:', more: (count) => `och ${count} till`,
  },
} satisfies TranslationOf<typeof workers>
