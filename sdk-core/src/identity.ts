import { parseObject } from './facts.ts'
import type { Facts } from './platform.ts'

export type Person = {
  device: string
  /** Only after identify(). */
  user?: string | undefined
}

export type Identity = {
  get(): Person
  set(person: Person): void
  /** A new device without a user. */
  reset(): void
  /** Nothing is known any more: the next one is a new visitor. */
  forget(): void
  /** Whether this device had never been here; true once. */
  isNew(): boolean
}

/**
 * Who acts. Read from storage at every call, because a login or logout in another tab must hold here at once;
 * parsed again only when it changed.
 */
export const createIdentity = (options: { facts: Facts; key: string; newId: () => string }): Identity => {
  const { facts, key, newId } = options
  let text: string | null = null
  let person: Person | undefined
  let fresh = false

  const set = (next: Person): Person => {
    person = next
    text = JSON.stringify(next)
    facts.set(key, text)
    return next
  }
  const get = (): Person => {
    const stored = facts.get(key)
    if (person && stored === text) return person
    const { device, user } = parseObject<Person>(stored)
    // Only a string: another device would make every batch unreadable.
    if (device && typeof device === 'string') {
      text = stored
      person = { device, user }
      return person
    }
    fresh = !person
    // Gone in the middle of a visit: pages call localStorage.clear() at logout. The visitor is the same.
    return set(person ?? { device: newId() })
  }
  return {
    get,
    set,
    reset: () => {
      set({ device: newId() })
    },
    forget: () => {
      person = undefined
    },
    isNew: () => {
      const was = fresh
      fresh = false
      return was
    },
  }
}
