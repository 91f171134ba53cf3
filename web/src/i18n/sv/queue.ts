import type queue from '../en/queue'
import { plural } from '../plural'
import type { TranslationOf } from '../text'

export default {
  title: 'Väntar på att skickas',
  label: 'Ändringar som väntar',
  hide: 'Dölj listan',
  show: (count) => plural(count, '# ändring väntar', '# ändringar väntar'),
  created: 'Nytt',
  refusedTitle: 'Inte sparat',
  open: 'Öppna',
  copy: 'Kopiera text',
  again: 'Försök igen',
  discard: 'Släng',
  copied: 'Kopierat',
  heldBack: 'En proxy mellan sidan och servern håller tillbaka liveströmmen: låt den släppa igenom text/event-stream utan buffring.',
  conflict: 'Någon annan ändrade samma sak. Öppna för att välja.',
} satisfies TranslationOf<typeof queue>
