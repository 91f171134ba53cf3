import type { ComputedRef, InjectionKey } from 'vue'

/** Where a page lies: what stands before its name in its head. */
export interface Crumb {
  text: string
  href: string
  go: () => void
}

export const crumbsKey: InjectionKey<ComputedRef<readonly Crumb[]>> = Symbol('crumbs')
