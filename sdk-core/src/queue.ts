import { type Entry, type Place, unpackEntry } from './batch.ts'
import type { Losses } from './losses.ts'
import type { Store } from './store.ts'

export type Queue = {
  /** Keeps an event. `text` is a packed entry. */
  add(event: { id: string; stream: string; text: string; bytes: number }): void
  /** What waits, of all tabs, oldest first. */
  list(): Place[]
  /** The entries of these places. Left out: those that another tab has removed meanwhile. */
  read(places: Place[]): Entry[]
  remove(places: Place[]): void
  /** What this tab has added and not yet seen removed: known without asking the storage. */
  own(): Entry[]
  /** Forgets what this tab knows; the storage is emptied by the caller. */
  forget(): void
}

const PREFIX = 'q.'
const MARK = 'mark'

const placeOf = (key: string): Place => {
  const [, , stream = 'unknown', bytes] = key.split('.')
  return { key, stream, bytes: Number(bytes) || 0 }
}

/**
 * The persistent queue: one storage key per event, `q.<id>.<stream>.<bytes>`.
 *
 * Why so: appending is one write of that event alone, where rewriting a list is quadratic; tabs append
 * without a lock, since no two write the same key; removing by id cannot hit an event that came meanwhile;
 * UUIDv7 sorts by time, so the sorted keys are the order. On the web the keys are in localStorage, not
 * IndexedDB: its write is done when track() returns, so a click that leaves the page loses nothing, and a
 * page that hides has no time to await a transaction. The price is the origin's 5 MB, hence the cap.
 */
export const createQueue = (store: Store, newId: () => string, losses: Losses): Queue => {
  /** Key → text. */
  const mine = new Map<string, string>()
  let mark: string | undefined

  const remove = (places: Place[]): void => {
    for (const { key } of places) {
      mine.delete(key)
      store.remove(key)
    }
  }
  const read = (places: Place[]): Entry[] =>
    places.flatMap(place => {
      const text = mine.get(place.key) ?? store.get(place.key)
      const packed = text && unpackEntry(text)
      if (packed) return { ...place, ...packed }
      // Somebody else has damaged it.
      if (text) {
        losses.add(place.stream, 'unreadable')
        remove([place])
      }
      return []
    })

  return {
    add: ({ id, stream, text, bytes }) => {
      const key = `${PREFIX}${id}.${stream}.${bytes}`
      mine.set(key, text)
      store.set(key, text)
    },
    list: () => {
      let found = store.get(MARK)
      if (!found) {
        found = newId()
        store.set(MARK, found)
      }
      // Pages clear the whole storage, at logout for one: what this tab still knows is put back.
      if (mark && found !== mark) for (const [key, text] of mine) store.set(key, text)
      mark = found
      const keys = new Set(store.keys(PREFIX))
      // Kept before we looked and gone now: another tab has sent it.
      for (const key of mine.keys()) if (!keys.has(key)) mine.delete(key)
      return [...keys].sort().map(placeOf)
    },
    read,
    remove,
    own: () => read([...mine.keys()].map(placeOf)),
    forget: () => {
      mine.clear()
      mark = undefined
    },
  }
}
