import type { Clock, Facts } from './platform.ts'

export type Session = {
  /** The id of the running session, which begins anew after `idleMs` without a call; `time` in ms since 1970. */
  touch(time: number): string
  /** Goes on in this session; undefined: the next call begins one. */
  set(id?: string): void
  /** Whether a session has begun here since this was last asked. */
  hasBegun(): boolean
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
  let begun = false
  return {
    touch: time => {
      const [id, at] = (facts.get(key) ?? '').split('|')
      const last = Number(at)
      // A clock that was set back makes the idle time negative: the session goes on.
      const running = id && time - last < idleMs
      const session = running ? id : newId()
      begun ||= !running
      if (!running || Math.abs(time - last) >= RESOLUTION) facts.set(key, `${session}|${time}`)
      return session
    },
    set: id => (id ? facts.set(key, `${id}|${clock.now()}`) : facts.remove(key)),
    hasBegun: () => {
      const was = begun
      begun = false
      return was
    },
  }
}
