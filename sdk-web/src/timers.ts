import type { Tracker } from '@maidian/sdk-core'

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

/** Adds `timer` to a tracker and returns it. Timers live as long as the page; a clock that is moved does not touch them. */
export const withTimers = <T extends Pick<Tracker, 'track'>>(tracker: T): T & { timer: Timers } => {
  const running = new Map<string, Running>()
  const pause = (name: string): Running | undefined => {
    const one = running.get(name)
    if (one?.since !== undefined) {
      one.total += performance.now() - one.since
      one.since = undefined
    }
    return one
  }
  return Object.assign(tracker, {
    timer: {
      start: (name: string) => void running.set(name, { total: 0, since: performance.now() }),
      pause: (name: string) => void pause(name),
      resume: (name: string) => {
        const one = running.get(name)
        if (one) one.since ??= performance.now()
      },
      end: (name: string, props?: object) => {
        const one = pause(name)
        running.delete(name)
        if (one) tracker.track({ event: name, props: { ...props, duration_ms: Math.round(one.total) } })
      },
    },
  })
}
