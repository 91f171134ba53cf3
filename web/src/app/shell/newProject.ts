import { ref } from 'vue'

/** The dialog in which a project is made is open, whoever asked for it. */
export const isMakingProject = ref(false)
