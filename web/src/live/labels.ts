import { defineStore } from 'pinia'
import { computed, shallowRef, watch } from 'vue'
import { answer, http } from '@/api/client'
import type { Label, LabelColor } from '@/api/types'
import { send } from './sending'
import { useLive } from './store'

export const labelColors: readonly LabelColor[] = ['Grey', 'Red', 'Orange', 'Amber', 'Green', 'Teal', 'Blue', 'Indigo', 'Purple', 'Pink']

/** The colour of a label that was given none: the same word has the same one everywhere. Grey is for those who choose it. */
function colorByName(label: string): LabelColor {
  const sum = [...label].reduce((total, char) => (total * 31 + char.codePointAt(0)!) % 99_991, 7)
  return labelColors[1 + (sum % (labelColors.length - 1))]!
}

/** The project's labels and their colours. */
export const useLabels = defineStore('labels', () => {
  const live = useLive()
  const given = shallowRef<ReadonlyMap<string, LabelColor>>(new Map())
  const known = shallowRef<readonly Label[]>([])

  async function load(): Promise<void> {
    const projectId = live.project?.id
    if (!projectId) return
    try {
      const { data } = await answer(http.GET('/api/projects/{projectId}/labels', { params: { path: { projectId } } }))
      if (live.project?.id !== projectId) return
      known.value = data.items
      given.value = new Map(data.items.flatMap(({ name, color }) => (color ? [[name, color] as const] : [])))
    } catch {
      // Colours by name do meanwhile; it is read again when the stream is back.
    }
  }

  function put(name: string, color: LabelColor | null): void {
    const next = new Map(given.value)
    if (color) next.set(name, color)
    else next.delete(name)
    given.value = next
  }

  /** Gives a label a colour; null takes the one it was given. */
  async function paint(name: string, color: LabelColor | null): Promise<void> {
    const projectId = live.project!.id
    const before = given.value.get(name) ?? null
    put(name, color)
    try {
      await send(name, () => answer(http.PUT('/api/projects/{projectId}/labels', { params: { path: { projectId } }, body: { name, color } })))
    } catch (cause) {
      put(name, before)
      throw cause
    }
  }

  watch(
    () => live.project?.id,
    () => {
      given.value = new Map()
      known.value = []
      void load()
    },
    { immediate: true, flush: 'sync' },
  )
  live.onBegun(({ missed }) => missed && void load())
  live.onFacts((facts) => {
    for (const fact of facts) if (fact.type === 'label.colored') put(fact.data.name, fact.data.color.new)
  })

  return {
    load,
    paint,
    /** As the server told them: the most used first. */
    known: computed(() => known.value),
    colorOf: (label: string): LabelColor => given.value.get(label) ?? colorByName(label),
    isGiven: (label: string): boolean => given.value.has(label),
  }
})
