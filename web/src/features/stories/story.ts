import { computed, onUnmounted, shallowRef, watch } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import { answer, http } from '@/api/client'
import { asFailure } from '@/api/failure'
import type { Failure } from '@/api/failure'
import type { Task } from '@/api/types'
import { idGivenTo } from '@/live/queue/queue'
import { isCard } from '@/live/reducer'
import { useLive } from '@/live/store'

const page = 500

/** One story with its tasks, read once and then kept up to date. */
export function useStory(id: string) {
  const live = useLive()
  const failure = shallowRef<Failure | null>(null)
  const loaded = shallowRef(false)
  const story = computed(() => {
    const known = live.look((ledger) => ledger.story(id))
    return known && isCard(known) ? null : known
  })
  const tasks = computed(() => live.look((ledger) => ledger.tasksOf(id)))
  const isUnsent = id.startsWith('new-')
  const close = live.look((ledger) => ledger.open(id))

  async function load(): Promise<void> {
    const projectId = live.project?.id
    if (!projectId) return
    // The server does not know it yet: what is here is all there is.
    if (isUnsent) {
      loaded.value = true
      return
    }
    const read = live.look((ledger) => ledger.reading())
    try {
      const [{ data }, found] = await Promise.all([answer(http.GET('/api/stories/{id}', { params: { path: { id } } })), readTasks(projectId)])
      live.change((ledger) => ledger.put([data], found, null))
      failure.value = null
      loaded.value = true
    } catch (cause) {
      failure.value = asFailure(cause)
      if (failure.value.status === 404) live.change((ledger) => ledger.drop([id]))
    } finally {
      read()
    }
  }

  async function readTasks(projectId: string): Promise<Task[]> {
    const found: Task[] = []
    let cursor: string | undefined
    do {
      const { data } = await answer(http.GET('/api/tasks', { params: { query: { projectId, storyId: id, limit: page, cursor } } }))
      found.push(...data.items)
      cursor = data.nextCursor ?? undefined
    } while (cursor)
    return found
  }

  // It got its id: the page goes by that from now on.
  const [route, router] = [useRoute(), useRouter()]
  if (isUnsent) {
    watch(
      () => idGivenTo(id),
      (given) => given && void router.replace({ params: { ...route.params, story: given }, query: route.query }),
      { immediate: true },
    )
  }

  void load()
  const stop = live.onBegun(({ missed }) => missed && void load())
  onUnmounted(() => {
    stop()
    close()
  })

  return { story, tasks, failure, loaded, load }
}
