import { usePreferredDark } from '@vueuse/core'
import { computed, ref, watchEffect } from 'vue'

export type Choice = 'light' | 'dark' | 'system'

const key = 'throughline.theme'
const choice = ref<Choice>(read())
const systemIsDark = usePreferredDark()
const theme = computed(() => (choice.value === 'system' ? (systemIsDark.value ? 'dark' : 'light') : choice.value))

watchEffect(() => {
  document.documentElement.dataset.theme = theme.value
})

// Another tab changed it.
addEventListener('storage', (event) => {
  if (event.key === key) choice.value = read()
})

export function useTheme() {
  return { theme, choice, choose }
}

function choose(next: Choice): void {
  choice.value = next
  try {
    if (next === 'system') localStorage.removeItem(key)
    else localStorage.setItem(key, next)
  } catch {
    // Storage is switched off: the choice holds until the page is left.
  }
}

function read(): Choice {
  try {
    const stored = localStorage.getItem(key)
    return stored === 'light' || stored === 'dark' ? stored : 'system'
  } catch {
    return 'system'
  }
}
