import type { Facts } from './platform.ts'

export type Session = {
  /** The id of the running session, which begins anew after `idleMs` without a call; `time` in ms since 1970. */
  touch(time: number): string
  /** Goes on in this session; `time` in ms since 1970. */
  set(id: string, time: number): void
  /** The next call begins one. */
  end(): void
}

const KEY = 'session'

/** Activity is stored no more often than this, in ms: a storage write per event would buy nothing. */
const RESOLUTION = 1000

/**
 * The visit, shared by all tabs through storage: `id|time of the last activity`. One that begins adds `$session_start`
 * to `begun`.
 */
export const createSession = (facts: Facts, idleMs: number, newId: () => string, begun: Set<string>): Session => {
  const write = (id: string, time: number): void => facts.set(KEY, `${id}|${time}`)
  return {
    touch: time => {
      const [id = '', at] = (facts.get(KEY) ?? '').split('|')
      const idle = time - Number(at)
      // A clock that was set back makes the idle time negative: the session goes on.
      if (id && idle < idleMs) {
        if (Math.abs(idle) >= RESOLUTION) write(id, time)
        return id
      }
      begun.add('$session_start')
      const session = newId()
      write(session, time)
      return session
    },
    set: write,
    end: () => facts.remove(KEY),
  }
}
