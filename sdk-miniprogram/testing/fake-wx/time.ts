/** A clock and timers. All times in ms. */
export type Time = {
  now(): number
  /** Calls back once; returns the cancellation. */
  after(ms: number, callback: () => void): () => void
}

/** The machine's own; timers are taken at once, before anybody replaces the global ones. */
export const realTime = (): Time => {
  const { setTimeout, clearTimeout } = globalThis
  const { now } = Date
  return {
    now,
    after: (ms, callback) => {
      const timer = setTimeout(callback, ms)
      return () => clearTimeout(timer)
    },
  }
}

/** Time that stands still until somebody lets it pass. */
export type VirtualTime = Time & {
  /** Lets `ms` pass, timer after timer; `settle` is awaited before each, so that what is due to happen has happened. */
  pass(ms: number, settle: () => Promise<void>): Promise<void>
  /** The user sets the clock; timers run on as before. */
  setClock(now: number): void
}

type Timer = { at: number; callback: () => void }

export const createVirtualTime = (start: number): VirtualTime => {
  let timers: Timer[] = []
  let clock = start
  let passed = 0
  const goTo = (time: number): void => {
    clock += time - passed
    passed = time
  }
  return {
    now: () => clock,
    after: (ms, callback) => {
      const timer = { at: passed + Math.max(0, ms || 0), callback }
      timers.push(timer)
      return () => {
        timers = timers.filter(other => other !== timer)
      }
    },
    setClock: now => {
      clock = now
    },
    pass: async (ms, settle) => {
      const end = passed + ms
      await settle()
      for (;;) {
        const [next] = timers.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)
        if (!next) break
        timers = timers.filter(other => other !== next)
        goTo(next.at)
        next.callback()
        await settle()
      }
      goTo(end)
    },
  }
}
