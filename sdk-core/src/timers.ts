import type { PlannedEvent } from './recorder.ts'

/** In pages, and in newer mini-programs. */
declare const performance: { now(): number } | undefined

/** How long things take: `end` sends the event with `duration_ms`, whole ms without what was paused. */
export type Timers = {
  /** Begins to measure; again: begins anew. */
  start(name: string): void
  pause(name: string): void
  resume(name: string): void
  /** Sends the event `name`; nothing when it was never started. */
  end(name: string, props?: object): void
}

type Running = { total: number; since: number | undefined }

/**
 * Adds `timer` to a tracker and returns it. Timers live as long as the page, and also run while it is hidden; a clock
 * that is moved does not touch them.
 */
export const withTimers = <T extends { track(event: PlannedEvent): void }>(tracker: T): T & { timer: Timers } => {
  const running = new Map<string, Running>()
  const now = (): number => (typeof performance === 'undefined' ? Date : performance).now()
  const pause = (name: string): Running | undefined => {
    const one = running.get(name)
    if (one?.since !== undefined) {
      one.total += now() - one.since
      one.since = undefined
    }
    return one
  }
  return Object.assign(tracker, {
    timer: {
      start: (name: string) => void running.set(name, { total: 0, since: now() }),
      pause: (name: string) => void pause(name),
      resume: (name: string) => {
        const one = running.get(name)
        if (one) one.since ??= now()
      },
      end: (name: string, props?: object) => {
        const one = pause(name)
        running.delete(name)
        if (!one) return
        // Getters are not called here, where one might throw: the tracker knows what to do with it.
        const own = typeof props === 'object' && props ? Object.getOwnPropertyDescriptors(props) : {}
        const duration = { value: Math.round(one.total), enumerable: true }
        tracker.track({ event: name, props: Object.defineProperties({}, { ...own, duration_ms: duration }) })
      },
    },
  })
}
