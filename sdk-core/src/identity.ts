import { parseObject, toJson } from './json.ts'
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
}

const KEY = 'who'

/**
 * Who acts. Read from storage at every call, because a login or logout in another tab must hold here at once;
 * parsed again only when it changed. A device that has never been here adds `$first_visit` to `begun`.
 */
export const createIdentity = (facts: Facts, newId: () => string, begun: Set<string>): Identity => {
  let text: string | null = null
  let person: Person | undefined

  const set = (next: Person): void => {
    person = next
    text = toJson(next)
    facts.set(KEY, text)
  }
  const reset = (): void => set({ device: newId() })
  return {
    get: () => {
      const stored = facts.get(KEY)
      if (!person || stored !== text) {
        const { device, user } = parseObject<Person>(stored)
        // Only a string: another device would make every batch unreadable.
        if (device && typeof device === 'string') {
          text = stored
          person = { device, user }
        } else if (person) {
          // Gone in the middle of a visit: pages call localStorage.clear() at logout. The visitor is the same.
          set(person)
        } else {
          begun.add('$first_visit')
          reset()
        }
      }
      return person as Person
    },
    set,
    reset,
    forget: () => {
      person = undefined
      facts.remove(KEY)
    },
  }
}
