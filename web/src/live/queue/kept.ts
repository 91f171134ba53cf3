import type { Queued } from './change'

/*
 * Changes that are not answered yet, written down in the browser: they outlive the page and the browser. Where nothing may be kept (private
 * windows, storage switched off) they live as long as the page.
 */

const databaseName = 'throughline'
const table = 'changes'

let opening: Promise<IDBDatabase> | null = null

function open(): Promise<IDBDatabase> {
  return (opening ??= new Promise((resolve, reject) => {
    const request = indexedDB.open(databaseName, 1)
    request.onupgradeneeded = () => request.result.createObjectStore(table, { keyPath: 'key' }).createIndex('person', 'person')
    request.onsuccess = () => {
      request.result.onversionchange = () => request.result.close()
      resolve(request.result)
    }
    request.onerror = () => reject(request.error ?? new Error('The browser keeps nothing.'))
  }))
}

async function run<T>(mode: IDBTransactionMode, act: (changes: IDBObjectStore) => Promise<T> | T): Promise<T | null> {
  try {
    const transaction = (await open()).transaction(table, mode)
    const over = new Promise<void>((resolve, reject) => {
      transaction.oncomplete = () => resolve()
      transaction.onabort = transaction.onerror = () => reject(transaction.error ?? new Error('The browser keeps nothing.'))
    })
    const result = await act(transaction.objectStore(table))
    await over
    return result
  } catch {
    return null
  }
}

const answered = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error ?? new Error('The browser keeps nothing.'))
  })

const all = async (changes: IDBObjectStore, person: string): Promise<Queued[]> => (await answered(changes.index('person').getAll(person))) as Queued[]

export const keep = (queued: Queued): Promise<unknown> => run('readwrite', (changes) => answered(changes.put(queued)))

export const drop = (key: string): Promise<unknown> => run('readwrite', (changes) => answered(changes.delete(key)))

/** What somebody did in a project and is not answered, in the order in which it was done. */
export async function keptOf(person: string, projectId: string): Promise<Queued[]> {
  const found = (await run('readonly', (changes) => all(changes, person))) ?? []
  return found.filter((one) => one.projectId === projectId).sort((a, b) => a.at - b.at)
}

/** Hands a change over to another page. Of two that ask at once one gets it. */
export async function takeOver({ key, page }: Queued, to: string): Promise<Queued | null> {
  return run('readwrite', async (changes) => {
    const known = (await answered(changes.get(key))) as Queued | undefined
    if (!known || known.page !== page || known.refused) return null
    const taken = { ...known, page: to }
    await answered(changes.put(taken))
    return taken
  })
}

/** They said that nothing of theirs is to stay in this browser. */
export async function erase(person: string): Promise<void> {
  await run('readwrite', async (changes) => {
    for (const { key } of await all(changes, person)) await answered(changes.delete(key))
  })
}
