export type Method = (this: unknown, ...args: unknown[]) => unknown

/** What is done beside a method: `self` and `args` are those of the call. */
export type Beside = {
  before?: (self: unknown, args: unknown[]) => void
  /** Also when the method throws. */
  after?: (self: unknown, args: unknown[], result: unknown) => void
  /** Gets what the method returned, and returns what the caller gets. */
  result?: (self: unknown, args: unknown[], result: unknown) => unknown
}

const quietly = <T>(run: () => T): T | undefined => {
  try {
    return run()
  } catch {
    // The tracker is a guest: the app's own method runs as if it were not there.
    return undefined
  }
}

/**
 * Puts `beside` next to `holder[name]`: `this`, arguments, result and exceptions stay what they were. `add`: also where
 * there is no such method. A holder that cannot be changed stays as it is.
 */
export const wrap = (holder: Record<string, unknown>, name: string, beside: Beside, add = false): void => {
  quietly(() => {
    const own = holder[name] as Method | undefined
    if (typeof own !== 'function' && !(add && own === undefined)) return
    const { before, after, result } = beside
    holder[name] = function (this: unknown, ...args: unknown[]): unknown {
      if (before) quietly(() => before(this, args))
      let given: unknown
      try {
        given = own?.apply(this, args)
      } finally {
        if (after) quietly(() => after(this, args, given))
      }
      return result ? (quietly(() => result(this, args, given)) ?? given) : given
    }
  })
}
