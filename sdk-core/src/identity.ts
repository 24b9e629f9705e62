import type { Props } from './event.ts'
import { parseObject } from './facts.ts'
import type { Facts } from './platform.ts'

export type Who = {
  device: string
  /** Only after identify(). */
  user?: string | undefined
  /** Super properties: on every later event. */
  props: Props
}

export type Identity = {
  get(): Who
  set(change: Partial<Who>): void
  /** A new device, no user, no super properties. */
  reset(): void
}

/**
 * Who acts. Read from storage at every call, because a login or logout in another tab must hold here at once;
 * parsed again only when it changed.
 */
export const createIdentity = (options: { facts: Facts; key: string; newId: () => string }): Identity => {
  const { facts, key, newId } = options
  let text: string | null = null
  let who: Who | undefined

  const write = (next: Who): Who => {
    who = next
    text = JSON.stringify(next)
    facts.set(key, text)
    return next
  }
  const get = (): Who => {
    const stored = facts.get(key)
    if (who && stored === text) return who
    const { device, user, props } = parseObject<Who>(stored)
    // Only a string: another device would make every batch unreadable.
    if (device && typeof device === 'string') {
      text = stored
      who = { device, user, props: { ...props } }
      return who
    }
    // Gone in the middle of a visit: pages call localStorage.clear() at logout. The visitor is the same.
    return write(who ?? { device: newId(), props: {} })
  }
  return {
    get,
    set: change => {
      write({ ...get(), ...change })
    },
    reset: () => {
      write({ device: newId(), props: {} })
    },
  }
}
