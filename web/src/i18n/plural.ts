import { language, locale } from './language'

const memory = new Map<string, { rules: Intl.PluralRules; numbers: Intl.NumberFormat }>()

/** One of two forms by number, with the number for #: plural(3, '# change waits', '# changes wait'). */
export function plural(count: number, one: string, other: string): string {
  const key = `${language.value} ${locale.value}`
  let how = memory.get(key)
  if (!how) memory.set(key, (how = { rules: new Intl.PluralRules(language.value), numbers: new Intl.NumberFormat(locale.value) }))
  return (how.rules.select(count) === 'one' ? one : other).replace('#', how.numbers.format(count))
}
