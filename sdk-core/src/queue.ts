import { type Entry, type Place, unpackEntry } from './batch.ts'
import type { Later, Storage } from './platform.ts'

export type Queue = {
  /** Keeps an event; with a synchronous storage it is durable when this returns. `text` is a packed entry. */
  add(event: { id: string; stream: string; text: string; bytes: number }): void
  /** What waits, of all tabs, oldest first. */
  list(): Promise<Place[]>
  /** The entries of these places. Left out: those that another tab has removed meanwhile. */
  read(places: Place[]): Promise<Entry[]>
  remove(places: Place[]): Promise<void>
  /** What this tab has added and not yet seen removed: known without asking the storage. */
  own(): Entry[]
  /** Forgets what this tab knows; the storage is emptied by the caller. */
  forget(): void
}

/** `kept`: whether the storage has it. */
type Own = { place: Place; text: string; kept: boolean }

/** The value, or undefined when getting it failed. Runs at once up to the first thing that is awaited. */
const quietly = async <T>(get: () => Later<T>): Promise<T | undefined> => {
  try {
    return await get()
  } catch {
    return undefined
  }
}

/**
 * The persistent queue: one storage key per event, `<root>q.<id>.<stream>.<bytes, base 36>`.
 *
 * Why so: appending is one write of that event alone, where rewriting a list is quadratic; tabs append
 * without a lock, since no two write the same key; removing by id cannot hit an event that came meanwhile;
 * UUIDv7 sorts by time, so the sorted keys are the order. On the web the keys are in localStorage, not
 * IndexedDB: its write is done when track() returns, so a click that leaves the page loses nothing, and a
 * page that hides has no time to await a transaction. The price is the origin's 5 MB, hence the cap.
 */
export const createQueue = (options: {
  storage: Storage
  /** What all keys begin with. */
  root: string
  newId: () => string
  /** Told of a stored value that somebody else has damaged; it is gone. */
  unreadable: (place: Place) => void
}): Queue => {
  const { storage, root, newId, unreadable } = options
  const prefix = `${root}q.`
  const mine = new Map<string, Own>()
  const markKey = `${root}mark`
  let mark: string | null | undefined

  const placeOf = (key: string): Place => {
    const [, stream = '', bytes = ''] = key.slice(prefix.length).split('.')
    return { key, stream, bytes: Number.parseInt(bytes, 36) || 0 }
  }
  const entryOf = (place: Place, text: string): Entry | undefined => {
    const packed = unpackEntry(text)
    return packed && { ...place, ...packed }
  }
  const remove = async (places: Place[]): Promise<void> => {
    for (const { key } of places) {
      mine.delete(key)
      // What cannot be removed is sent again some day, and known by its id there.
      await quietly(() => storage.remove(key))
    }
  }
  const load = async (place: Place): Promise<Entry | undefined> => {
    const text = mine.get(place.key)?.text ?? (await quietly(() => storage.get(place.key)))
    const entry = text ? entryOf(place, text) : undefined
    if (text && !entry) {
      unreadable(place)
      await remove([place])
    }
    return entry
  }

  // Denied or full: memory has it.
  const keep = (own: Own): Promise<void> | Promise<undefined> =>
    quietly(async () => {
      await storage.set(own.place.key, own.text)
      own.kept = true
    })
  /** Pages clear the whole storage, at logout for one: what this tab still knows is put back. */
  const restoreCleared = async (): Promise<void> => {
    const found = await storage.get(markKey)
    if (mark !== undefined && found !== mark) await Promise.all([...mine.values()].map(keep))
    mark = found ?? newId()
    if (!found) await storage.set(markKey, mark)
  }

  return {
    add: ({ id, stream, text, bytes }) => {
      const key = `${prefix}${id}.${stream}.${bytes.toString(36)}`
      const own: Own = { place: { key, stream, bytes }, text, kept: false }
      mine.set(key, own)
      keep(own)
    },
    list: async () => {
      await quietly(restoreCleared)
      const before = [...mine].filter(([, { kept }]) => kept)
      const stored = await quietly(() => storage.keys(prefix))
      const keys = new Set(stored)
      // Kept before we looked and gone now: another tab has sent it.
      for (const [key] of stored ? before : []) if (!keys.has(key)) mine.delete(key)
      for (const key of mine.keys()) keys.add(key)
      return [...keys].sort().map(placeOf)
    },
    read: async places => (await Promise.all(places.map(load))).filter((entry): entry is Entry => entry !== undefined),
    remove,
    forget: () => {
      mine.clear()
      mark = undefined
    },
    own: () => [...mine.values()].map(({ place, text }) => entryOf(place, text) as Entry),
  }
}
