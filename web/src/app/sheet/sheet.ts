import { ref } from 'vue'

export const isSheetOpen = ref(false)
