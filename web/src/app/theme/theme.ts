import { usePreferredDark } from '@vueuse/core'
import { computed, watchEffect } from 'vue'
import { stored } from '@/ui/stored'

export type Choice = 'light' | 'dark' | 'system'

const choice = stored<Choice>('throughline.theme', ['system', 'light', 'dark'])
const systemIsDark = usePreferredDark()
const theme = computed(() => (choice.value === 'system' ? (systemIsDark.value ? 'dark' : 'light') : choice.value))

watchEffect(() => {
  document.documentElement.dataset.theme = theme.value
})

export function useTheme() {
  return { theme, choice, choose: (next: Choice) => void (choice.value = next) }
}
