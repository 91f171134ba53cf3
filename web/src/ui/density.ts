import { useMediaQuery } from '@vueuse/core'
import { computed, watchEffect } from 'vue'
import { stored } from './stored'

export const densities = ['compact', 'usual', 'comfortable'] as const
export type Density = (typeof densities)[number]

const heights: Record<Density, number> = { compact: 32, usual: 36, comfortable: 44 }
const touchHeight = 44

/** How close together rows stand. */
export const density = stored<Density>('throughline.density', ['usual', 'compact', 'comfortable'])

const isTouched = useMediaQuery('(pointer: coarse)')

/** Of a row in pixels, for lists that lay their rows out themselves; others say h-(--row). */
export const rowHeight = computed(() => (isTouched.value ? Math.max(touchHeight, heights[density.value]) : heights[density.value]))

watchEffect(() => globalThis.document?.documentElement?.style?.setProperty('--row', `${rowHeight.value}px`))
