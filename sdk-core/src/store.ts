import { attempt } from './attempt.ts'
import type { Facts, Storage } from './platform.ts'

/** A storage, some of whose keys are listed. */
export type Store = Facts & {
  /** The keys that begin with `start`, in any order. */
  keys(start: string): string[]
}

/**
 * The part of a storage whose keys begin with `prefix`, named without it. Goes on in memory where the host denies
 * storage or has no room: never throws.
 */
export const createStore = (storage: Storage, prefix: string): Store => {
  const memory = new Map<string, string>()
  return {
    get: name => memory.get(prefix + name) ?? attempt(() => storage.get(prefix + name)) ?? null,
    set: (name, value) => {
      const key = prefix + name
      memory.set(key, value)
      attempt(() => {
        storage.set(key, value)
        memory.delete(key)
      })
    },
    remove: name => {
      memory.delete(prefix + name)
      attempt(() => storage.remove(prefix + name))
    },
    keys: start =>
      [...memory.keys(), ...(attempt(storage.keys) ?? [])]
        .filter(key => key.startsWith(prefix + start))
        .map(key => key.slice(prefix.length)),
  }
}
