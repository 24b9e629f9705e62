import { remarksIn } from '../answer.ts'
import type { WireBatch } from '../batch.ts'
import type { Context, WireEvent } from '../event.ts'
import type { Answer, Lock, Moment, Platform } from '../platform.ts'

type Timer = { at: number; callback: () => void }

/** One open tab of a fake world. */
export type FakeTab = {
  platform: Platform
  /** The tab dies at once: timers, answers and locks with it. */
  kill(): void
  tell(moment: Moment): void
}

/** A browser, its storage, a network and a collector, all fake and all in one thread. */
export type FakeWorld = {
  /** What the storage holds; shared by all tabs. */
  stored: Map<string, string>
  /** Whether the next write throws. */
  storageFails: (key: string) => boolean
  /** Every request that reached the collector, in order. */
  requests: WireBatch[]
  beacons: WireBatch[]
  /** What the collector answers; default 204. A promise that stays open is a request without an answer. */
  answer: (batch: WireBatch) => Answer | Promise<Answer>
  /** The most requests that were ever open at once. */
  mostInFlight: number
  context: Context
  now: number
  /** Lets `ms` pass and everything happen that is due. */
  pass(ms: number): Promise<void>
  open(over?: Partial<Platform>): FakeTab
  /** Events that were acknowledged, one per arrival. */
  arrived(): WireEvent[]
}

/** Lets pending promises run; a world without real timers has no better moment to wait for. */
const settle = async (): Promise<void> => {
  for (let i = 0; i < 1000; i++) await Promise.resolve()
}

/** A world in which time stands still until `pass` is called. */
export const createFakeWorld = (): FakeWorld => {
  let timers: Timer[] = []
  let tail: Promise<unknown> = Promise.resolve()
  let inFlight = 0
  let seed = 1
  /** ms that have passed: timers run on, also when somebody sets the clock. */
  let passed = 0
  const acknowledged: WireEvent[] = []

  const after = (ms: number, callback: () => void): (() => void) => {
    const timer = { at: passed + ms, callback }
    timers.push(timer)
    return () => {
      timers = timers.filter(other => other !== timer)
    }
  }
  const answered = async (body: string): Promise<Answer> => {
    const batch = JSON.parse(body) as WireBatch
    world.requests.push(batch)
    const answer = await world.answer(batch)
    if (remarksIn(answer)) acknowledged.push(...batch.events)
    return answer
  }
  const open = (over: Partial<Platform> = {}): FakeTab => {
    let alive = true
    let die = (): void => {}
    const death = new Promise<void>(resolve => {
      die = resolve
    })
    const listeners: ((moment: Moment) => void)[] = []
    const lock: Lock = async (_, task) => {
      const before = tail
      let release = (): void => {}
      tail = new Promise<void>(resolve => {
        release = resolve
      })
      await before
      try {
        if (alive) await Promise.race([task(), death])
      } finally {
        release()
      }
    }
    const platform: Platform = {
      sdk: 'fake/0.1.0',
      storage: {
        get: key => world.stored.get(key) ?? null,
        set: (key, value) => {
          if (world.storageFails(key)) throw new Error('storage denied')
          world.stored.set(key, value)
        },
        remove: key => void world.stored.delete(key),
        keys: () => [...world.stored.keys()],
      },
      lock,
      transport: {
        send: async ({ body }) => {
          world.mostInFlight = Math.max(world.mostInFlight, ++inFlight)
          const answer = await Promise.race([answered(body), death])
          inFlight--
          // A dead tab learns nothing any more.
          return answer ?? new Promise(() => {})
        },
        beacon: ({ body }) => {
          world.beacons.push(JSON.parse(body) as WireBatch)
        },
      },
      lifecycle: listener => void listeners.push(listener),
      context: {
        capture: () => ({ ...world.context }),
        // Numerical Recipes' generator: the same numbers in every run.
        random: bytes =>
          Uint8Array.from({ length: bytes }, () => {
            seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0
            return seed >>> 24
          }),
      },
      clock: { now: () => world.now, after: (ms, callback) => after(ms, () => alive && callback()) },
      ...over,
    }
    return {
      platform,
      kill: () => {
        alive = false
        die()
      },
      tell: moment => {
        for (const listener of alive ? listeners : []) listener(moment)
      },
    }
  }
  const world: FakeWorld = {
    stored: new Map(),
    storageFails: () => false,
    requests: [],
    beacons: [],
    answer: () => ({ status: 204 }),
    mostInFlight: 0,
    context: { url: 'https://shop.example/' },
    now: 1_790_000_000_000,
    pass: async ms => {
      const end = passed + ms
      const goTo = (time: number): void => {
        world.now += time - passed
        passed = time
      }
      await settle()
      for (;;) {
        const [next] = timers.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)
        if (!next) break
        timers = timers.filter(other => other !== next)
        goTo(Math.max(passed, next.at))
        next.callback()
        await settle()
      }
      goTo(end)
    },
    open,
    arrived: () => acknowledged,
  }
  return world
}

/** The world of somebody who was here a moment ago: no `$first_visit`, no `$session_start` gets between a test's events. */
export const createReturningWorld = (): FakeWorld => {
  const world = createFakeWorld()
  world.stored.set('maidian.wk.who', JSON.stringify({ device: 'known-device' }))
  world.stored.set('maidian.wk.session', `known-session|${world.now}`)
  return world
}
