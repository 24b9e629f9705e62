import type { WireBatch } from '../batch.ts'
import type { Context, WireEvent } from '../event.ts'
import type { Answer, Lock, Platform, Unsubscribe } from '../platform.ts'
import { outcomeOf } from '../retry.ts'

type Timer = { at: number; callback: () => void }
type Moment = 'hide' | 'show' | 'online'

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
  /** Whether the host takes a beacon. */
  takesBeacons: boolean
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
  const acknowledged: WireEvent[] = []

  const after = (ms: number, callback: () => void): Unsubscribe => {
    const timer = { at: world.now + ms, callback }
    timers.push(timer)
    return () => {
      timers = timers.filter(other => other !== timer)
    }
  }
  const answered = async (body: string): Promise<Answer> => {
    const batch = JSON.parse(body) as WireBatch
    world.requests.push(batch)
    const answer = await world.answer(batch)
    if (outcomeOf(answer, world.now).kind === 'ok') acknowledged.push(...batch.events)
    return answer
  }
  const open = (over: Partial<Platform> = {}): FakeTab => {
    let alive = true
    let die = (): void => {}
    const death = new Promise<void>(resolve => {
      die = resolve
    })
    const listeners: Record<Moment, Set<() => void>> = { hide: new Set(), show: new Set(), online: new Set() }
    const on =
      (moment: Moment) =>
      (listener: () => void): Unsubscribe => {
        listeners[moment].add(listener)
        return () => listeners[moment].delete(listener)
      }
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
      return true
    }
    const shared = {
      get: (key: string): string | null => world.stored.get(key) ?? null,
      set: (key: string, value: string): void => {
        if (world.storageFails(key)) throw new Error('storage denied')
        world.stored.set(key, value)
      },
      remove: (key: string): void => {
        world.stored.delete(key)
      },
    }
    const platform: Platform = {
      sdk: 'fake/0.1.0',
      facts: shared,
      storage: { ...shared, keys: prefix => [...world.stored.keys()].filter(key => key.startsWith(prefix)) },
      lock,
      transport: {
        send: async ({ body }) => {
          world.mostInFlight = Math.max(world.mostInFlight, ++inFlight)
          const answer = await Promise.race([answered(body), death])
          inFlight--
          // A dead tab learns nothing any more.
          return answer ? outcomeOf(answer, world.now) : new Promise(() => {})
        },
        beacon: ({ body }) => {
          if (world.takesBeacons) world.beacons.push(JSON.parse(body) as WireBatch)
          return world.takesBeacons
        },
      },
      lifecycle: { onHide: on('hide'), onShow: on('show'), onOnline: on('online') },
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
        for (const listener of alive ? listeners[moment] : []) listener()
      },
    }
  }
  const world: FakeWorld = {
    stored: new Map(),
    storageFails: () => false,
    requests: [],
    beacons: [],
    answer: () => ({ status: 204 }),
    takesBeacons: true,
    mostInFlight: 0,
    context: { url: 'https://shop.example/' },
    now: 1_790_000_000_000,
    pass: async ms => {
      const end = world.now + ms
      await settle()
      for (;;) {
        const [next] = timers.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)
        if (!next) break
        timers = timers.filter(other => other !== next)
        world.now = Math.max(world.now, next.at)
        next.callback()
        await settle()
      }
      world.now = end
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
