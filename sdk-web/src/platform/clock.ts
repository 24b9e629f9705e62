import type { Clock } from '@maidian/sdk-core'

/** The machine's clock and timers. */
export const clock: Clock = {
  now: () => Date.now(),
  after: (ms, callback) => {
    const timer = setTimeout(callback, ms)
    return () => clearTimeout(timer)
  },
}
