import { onUnmounted, shallowRef } from 'vue'
import { answer, http, idempotencyKey } from '@/api/client'
import { asFailure } from '@/api/failure'
import type { Failure } from '@/api/failure'
import type { Story, Task } from '@/api/types'
import workers from '@/i18n/en/workers'
import { useText } from '@/i18n/text'
import { send } from '@/live/sending'
import { useLive } from '@/live/store'
import { toast } from '@/ui/toasts'

const text = useText(workers)
const atMost = 100
const soonMs = 600

export interface SetAside {
  task: Task
  /** Null: its story could not be read. */
  story: Story | null
}

/** The tasks that failed too often and wait for somebody's decision. */
export function useSetAside() {
  const live = useLive()
  const items = shallowRef<readonly SetAside[] | null>(null)
  const failure = shallowRef<Failure | null>(null)
  const stories = new Map<string, Story>()
  let timer = 0

  async function load(): Promise<void> {
    window.clearTimeout(timer)
    timer = 0
    const projectId = live.project?.id
    if (!projectId) return
    try {
      const { data } = await answer(http.GET('/api/tasks', { params: { query: { projectId, setAside: true, limit: atMost } } }))
      await Promise.all([...new Set(data.items.map((task) => task.storyId))].map(readStory))
      items.value = data.items.map((task) => ({ task, story: stories.get(task.storyId) ?? null }))
      failure.value = null
    } catch (cause) {
      failure.value = asFailure(cause)
    }
  }

  async function readStory(id: string): Promise<void> {
    if (stories.has(id)) return
    try {
      stories.set(id, (await answer(http.GET('/api/stories/{id}', { params: { path: { id } } }))).data)
    } catch {
      // The task is shown without its story's key.
    }
  }

  /** Gives tasks back to the workers: they go at once, and come back if the server refuses. */
  async function requeue(ids: readonly string[]): Promise<void> {
    const before = items.value
    items.value = (before ?? []).filter(({ task }) => !ids.includes(task.id))
    const key = idempotencyKey()
    try {
      await send(text.aside.sending(ids.length), () =>
        answer(
          http.POST('/api/work/requeue', {
            body: { tasks: ids.map((taskId) => ({ taskId })) },
            params: { header: { 'Idempotency-Key': key } },
          }),
        ),
      )
      toast(text.aside.back(ids.length))
    } catch (cause) {
      items.value = before
      toast(asFailure(cause).message, { tone: 'bad' })
    }
    void load()
  }

  /** Takes a task from whoever holds it, and from all who might. */
  async function setAside(taskId: string): Promise<void> {
    const key = idempotencyKey()
    try {
      await send(text.aside.settingAside, () =>
        answer(http.POST('/api/work/set-aside', { body: { tasks: [{ taskId }] }, params: { header: { 'Idempotency-Key': key } } })),
      )
      toast(text.aside.isSetAside, { undo: () => void requeue([taskId]) })
    } catch (cause) {
      toast(asFailure(cause).message, { tone: 'bad' })
    }
    void load()
  }

  void load()
  const stops = [
    live.onBegun(() => void load()),
    live.onFacts((facts) => {
      const about = facts.some(({ type }) => type === 'task.setAside' || type === 'task.requeued' || type === 'task.deleted')
      if (about && timer === 0) timer = window.setTimeout(load, soonMs)
    }),
  ]
  onUnmounted(() => {
    window.clearTimeout(timer)
    for (const stop of stops) stop()
  })

  return { items, failure, load, requeue, setAside }
}
