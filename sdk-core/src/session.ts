import type { Clock, Facts } from './platform.ts'

export type Session = {
  /** The id of the running session, which begins anew after `idleMs` without a call. */
  touch(): string
  reset(): void
}

/** Activity is stored no more often than this, in ms: a storage write per event would buy nothing. */
const RESOLUTION = 1000

/** The visit, shared by all tabs through storage: `id|time of the last activity`. */
export const createSession = (options: {
  facts: Facts
  key: string
  clock: Clock
  idleMs: number
  newId: () => string
}): Session => {
  const { facts, key, clock, idleMs, newId } = options
  return {
    touch: () => {
      const now = clock.now()
      const [id, at] = (facts.get(key) ?? '').split('|')
      const last = Number(at)
      // A clock that was set back makes the idle time negative: the session goes on.
      const session = id && now - last < idleMs ? id : newId()
      if (session !== id || Math.abs(now - last) >= RESOLUTION) facts.set(key, `${session}|${now}`)
      return session
    },
    reset: () => facts.remove(key),
  }
}
