/** A `Date` header is cut to the second: what it says may be almost one second ago. */
const HEADER_CUT_MS = 1000

export type ServerClock = {
  /** Learns from an answer. */
  observe: (response: Response) => void
  /** ms since 1970 at the server, asking it once when nothing has been learnt yet. */
  now: () => Promise<number>
}

/**
 * The time at the server: a question up to "now" by a clock that is behind would leave out the newest events, which
 * are what somebody who has just sent some looks for.
 */
export const createServerClock = (ask: () => Promise<Response>, localNow: () => number): ServerClock => {
  let ahead: number | undefined
  const observe = (response: Response): void => {
    const date = Date.parse(response.headers.get('date') ?? '')
    if (!Number.isNaN(date)) ahead = date + HEADER_CUT_MS - localNow()
  }
  return {
    observe,
    now: async () => {
      if (ahead === undefined) await ask().then(observe, () => {})
      return localNow() + (ahead ?? 0)
    },
  }
}
