import { translation } from './language'

type Text = string | ((...values: never[]) => string)

/** Texts by name: sentences, functions that make one from values, and groups of them. */
export interface Texts {
  readonly [name: string]: Text | Texts
}

/** The English texts of a feature. Its name is that of their file, in each language. */
export interface Messages<T extends Texts> {
  readonly feature: string
  readonly texts: T
}

/** What a translation has to be: the same names, and functions of the same values. */
export type Translated<T> = {
  readonly [Name in keyof T]: T[Name] extends (...values: infer Values) => string
    ? (...values: Values) => string
    : T[Name] extends string
      ? string
      : Translated<T[Name]>
}
export type TranslationOf<M> = M extends Messages<infer T> ? Translated<T> : never

export const messages = <T extends Texts>(feature: string, texts: T): Messages<T> => ({ feature, texts })

/** The texts in the language that is shown, now: whatever reads one is drawn anew when another language is chosen. */
export function useText<T extends Texts>(of: Messages<T>): T {
  return new Proxy(of.texts, {
    get: (english, name: string) => (translation.value?.[of.feature] as T | undefined)?.[name] ?? english[name],
  })
}
