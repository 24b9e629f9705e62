import type { Thread } from './thread.ts'
import type { Time } from './time.ts'

/** The globals that tell and take time, for code that runs on `thread`. Ids are numbers, as in WeChat. */
export type TimeGlobals = {
  setTimeout(callback: (...args: unknown[]) => void, ms?: number, ...args: unknown[]): number
  clearTimeout(id?: number): void
  setInterval(callback: (...args: unknown[]) => void, ms?: number, ...args: unknown[]): number
  clearInterval(id?: number): void
  Date: DateConstructor
}

const dateOf = (now: () => number, RealDate: DateConstructor): DateConstructor =>
  new Proxy(RealDate, {
    construct: (target, args, newTarget) => Reflect.construct(target, args.length ? args : [now()], newTarget),
    apply: () => new RealDate(now()).toString(),
    get: (target, key) => (key === 'now' ? now : Reflect.get(target, key)),
  })

export const createTimeGlobals = (thread: Thread, time: Time): TimeGlobals => {
  const running = new Map<number, () => void>()
  let last = 0
  const clear = (id?: number): void => {
    running.get(id ?? 0)?.()
    running.delete(id ?? 0)
  }
  return {
    setTimeout: (callback, ms = 0, ...args) => {
      const id = ++last
      const fire = (): void => {
        running.delete(id)
        callback(...args)
      }
      running.set(id, thread.after(ms, fire))
      return id
    },
    setInterval: (callback, ms = 0, ...args) => {
      const id = ++last
      const arm = (): void => void running.set(id, thread.after(Math.max(1, ms), fire))
      const fire = (): void => {
        // Armed first: the callback may clear its own interval.
        arm()
        callback(...args)
      }
      arm()
      return id
    },
    clearTimeout: clear,
    clearInterval: clear,
    Date: dateOf(time.now, Date),
  }
}
