import { useLocalStorage, useMediaQuery } from '@vueuse/core'
import { computed, watchEffect } from 'vue'

export const densities = ['compact', 'usual', 'comfortable'] as const
export type Density = (typeof densities)[number]

const heights: Record<Density, number> = { compact: 32, usual: 36, comfortable: 44 }
const touchHeight = 44

/** How close together rows stand; a stored value that is none counts as the usual one. */
const stored = useLocalStorage<Density>('throughline.density', 'usual')
export const density = computed({ get: () => (densities.includes(stored.value) ? stored.value : 'usual'), set: (next) => (stored.value = next) })

const isTouched = useMediaQuery('(pointer: coarse)')

/** Of a row in pixels, for lists that lay their rows out themselves; others say h-(--row). */
export const rowHeight = computed(() => (isTouched.value ? Math.max(touchHeight, heights[density.value]) : heights[density.value]))

watchEffect(() => globalThis.document?.documentElement?.style?.setProperty('--row', `${rowHeight.value}px`))
