import { computed } from 'vue'
import { useRoute } from 'vue-router'
import { useProjects } from '../projects'

/** Key of the project that the shell leads to: the page's, and beside pages of no project the one that was shown last. */
export function useShownProject() {
  const route = useRoute()
  const projects = useProjects()
  void projects.load()
  return computed(() => (typeof route.params.project === 'string' ? route.params.project : (projects.usual?.key ?? null)))
}
