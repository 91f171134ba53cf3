import { computed, ref, shallowRef } from 'vue'

export type Language = 'en' | 'sv'
export type Choice = Language | 'browser'

/** The languages there are, by their own names: whoever reads only one of them finds it. */
export const languages: readonly { value: Language; name: string }[] = [
  { value: 'en', name: 'English' },
  { value: 'sv', name: 'Svenska' },
]

const key = 'throughline.language'
const places: Record<Language, string> = { en: 'en-GB', sv: 'sv-SE' }

/** What was chosen; the browser's language when nothing was. */
export const choice = ref<Choice>(read())

/** The language that is shown. */
export const language = ref<Language>('en')

/** Texts of another language than English by feature. They are a file of their own, loaded when somebody reads them. */
export const translation = shallowRef<Readonly<Record<string, object>> | null>(null)

const wanted = (): readonly string[] => globalThis.navigator?.languages ?? []
const languageOf = (tag: string): string => tag.toLowerCase().split('-')[0]!

/** Whose dates and numbers: those of the reader's own region when they read its language. */
export const locale = computed(() => wanted().find((tag) => languageOf(tag) === language.value) ?? places[language.value])

/** The first of the languages somebody wants that there is. */
export function pick(chosen: Choice, tags: readonly string[]): Language {
  if (chosen !== 'browser') return chosen
  return tags.map(languageOf).find((tag): tag is Language => tag in places) ?? 'en'
}

/** Shows the language that is chosen. Without a connection it may stay as it is. */
export async function showLanguage(): Promise<void> {
  const next = pick(choice.value, wanted())
  const words = next === 'en' ? null : (await import('./sv')).default
  // Chosen anew while this one was on its way.
  if (next !== pick(choice.value, wanted())) return
  translation.value = words
  language.value = next
  globalThis.document?.documentElement?.setAttribute('lang', next)
}

export async function choose(next: Choice): Promise<void> {
  choice.value = next
  try {
    if (next === 'browser') localStorage.removeItem(key)
    else localStorage.setItem(key, next)
  } catch {
    // Storage is switched off: the choice holds until the page is left.
  }
  await showLanguage()
}

/** Another page of this browser chose, or the browser itself. */
export function followLanguage(): void {
  addEventListener('storage', (event) => {
    if (event.key !== key) return
    choice.value = read()
    void showLanguage().catch(() => undefined)
  })
  addEventListener('languagechange', () => void showLanguage().catch(() => undefined))
}

function read(): Choice {
  try {
    const stored = localStorage.getItem(key)
    return stored === 'en' || stored === 'sv' ? stored : 'browser'
  } catch {
    return 'browser'
  }
}
