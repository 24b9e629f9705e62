import { BatchEnvelope, Context, Event } from '@maidian/schemas'
import { beforeEach, describe, expect, test } from 'vitest'
import { createClient, type Tracker } from './client.ts'
import type { TrackerConfig } from './config.ts'
import type { WireEvent } from './event.ts'
import type { Problem } from './problem.ts'
import { createReturningWorld, type FakeTab, type FakeWorld } from './testing/fake-platform.ts'

let world: FakeWorld
let problems: Problem[]
beforeEach(() => {
  world = createReturningWorld()
  problems = []
})

const visit = (over: Partial<TrackerConfig> = {}): { tab: FakeTab; tracker: Tracker } => {
  const tab = world.open()
  const onError = (problem: Problem): void => void problems.push(problem)
  return { tab, tracker: createClient({ key: 'wk', url: 'https://t.example', onError, ...over }, () => tab.platform) }
}
const sent = async (): Promise<WireEvent[]> => {
  await world.pass(1000)
  return world.arrived()
}

describe('an event', () => {
  test('has an id, a time, a stream, a number and a session of its own', async () => {
    const { tracker } = visit()
    const time = world.now
    tracker.track('view_item', { product_id: 'p-1', price: 12.5 })
    tracker.track({ event: 'add_to_cart', props: { quantity: 1 }, plan: 'shop@1#ab' })
    const [first, second] = await sent()
    expect(first).toMatchObject({
      event: 'view_item',
      time,
      seq: 0,
      context: 0,
      props: { product_id: 'p-1', price: 12.5 },
    })
    expect(second).toMatchObject({ event: 'add_to_cart', seq: 1, plan: 'shop@1#ab', stream: first?.stream })
    expect(first?.id).toMatch(/^[\da-f]{8}-[\da-f]{4}-7[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/)
    expect(Number.parseInt((first as WireEvent).id.replaceAll('-', '').slice(0, 12), 16)).toBe(time)
    expect(first?.session).toBe(second?.session)
    expect(first).not.toHaveProperty('user')
    expect(first).not.toHaveProperty('device')
  })

  test('and its batch are what the schemas say', async () => {
    const { tracker } = visit({ app: { name: 'shop', env: 'test' } })
    tracker.identify('u-1', { level: 1 })
    tracker.track('lost', { text: 'x'.repeat(70_000) })
    tracker.track({ event: 'e', props: { 名: '值' }, plan: 'shop@1#ab' })
    for (const event of await sent()) Event.strict().parse(event)
    const { contexts, ...envelope } = BatchEnvelope.strict().parse(world.requests[0])
    for (const one of contexts ?? []) Context.strict().parse(one)
    expect(envelope.dropped?.length).toBe(1)
  })

  test('properties are those of the call', async () => {
    const { tracker } = visit()
    const props = { list: [1] }
    tracker.track('e', props)
    props.list.push(2)
    expect((await sent())[0]?.props).toEqual({ list: [1] })
  })

  test('two instances have two streams', async () => {
    const [a, b] = [visit(), visit()]
    a.tracker.track('e')
    b.tracker.track('e')
    const events = await sent()
    expect(events.map(({ seq }) => seq)).toEqual([0, 0])
    expect(new Set(events.map(({ stream }) => stream)).size).toBe(2)
  })
})

describe('beforeSend and plugins', () => {
  test('numbers are given after beforeSend: what it drops leaves no gap', async () => {
    const { tracker } = visit({ beforeSend: event => (event.props.drop ? null : event) })
    for (const drop of [false, true, false, true, false]) tracker.track('e', { drop })
    expect((await sent()).map(({ seq }) => seq)).toEqual([0, 1, 2])
    expect(world.requests[0]).not.toHaveProperty('dropped')
    expect(problems).toEqual([])
  })

  test('both may change the event, but not its id and time', async () => {
    const { tracker } = visit({
      plugins: [{ name: 'p', enrich: event => ({ ...event, id: 'x', props: { ...event.props, by_plugin: true } }) }],
      beforeSend: event => {
        event.context.url = 'https://shop.example/scrubbed'
        return { ...event, time: 0 }
      },
    })
    const time = world.now
    tracker.track('e', { a: 1 })
    const [event] = await sent()
    expect(event).toMatchObject({ time, props: { a: 1, by_plugin: true } })
    expect(event?.id).not.toBe('x')
    expect(world.requests[0]?.contexts?.[0]?.url).toBe('https://shop.example/scrubbed')
  })

  test('a beforeSend that throws or forgets to return drops the event and counts it', async () => {
    const { tracker } = visit({
      beforeSend: (event => {
        if (event.event === 'throws') throw new Error('scrubbing failed')
        return event.event === 'forgets' ? undefined : event
      }) as NonNullable<TrackerConfig['beforeSend']>,
    })
    for (const name of ['e', 'throws', 'forgets', 'e']) tracker.track(name)
    const events = await sent()
    expect(events.map(({ seq }) => seq)).toEqual([0, 3])
    expect(world.requests[0]?.dropped).toEqual([{ stream: events[0]?.stream, reason: 'before_send', n: 2 }])
    expect(problems.map(({ code }) => code)).toEqual(['lost', 'lost'])
  })

  test('a plugin that throws ends nothing', async () => {
    const fail = (): never => {
      throw new Error('plugin')
    }
    const { tracker } = visit({ plugins: [{ name: 'p', setup: fail, enrich: fail }] })
    tracker.track('e')
    expect((await sent()).length).toBe(1)
    expect(problems.map(({ code }) => code)).toEqual(['plugin', 'plugin'])
  })
})

describe('who', () => {
  test('identify sends $identify with ids and $profile_set, and later events carry the user', async () => {
    const { tracker } = visit()
    tracker.track('before')
    tracker.identify('u-1', { level: 'gold' }, { ids: { openid: 'o-1' } })
    tracker.track('after')
    expect(await sent()).toMatchObject([
      { event: 'before' },
      { event: '$identify', user: 'u-1', props: { ids: { openid: 'o-1' } } },
      { event: '$profile_set', user: 'u-1', props: { properties: { level: 'gold' } } },
      { event: 'after', user: 'u-1' },
    ])
    expect(world.arrived()[0]).not.toHaveProperty('user')
  })

  test('device and user survive a reload, and a logout in another tab holds here at once', async () => {
    const a = visit()
    a.tracker.identify('u-1')
    const b = visit()
    expect(b.tracker.deviceId()).toBe(a.tracker.deviceId())
    a.tracker.reset()
    b.tracker.track('e')
    const events = await sent()
    expect(events.at(-1)).not.toHaveProperty('user')
    expect(b.tracker.deviceId()).toBe(a.tracker.deviceId())
  })

  test('reset begins a new device and session without user and super properties', async () => {
    const { tracker } = visit()
    const device = tracker.deviceId()
    tracker.identify('u-1')
    tracker.register({ shop: 'a' })
    tracker.track('e')
    tracker.reset()
    tracker.track('e')
    const events = await sent()
    expect(tracker.deviceId()).not.toBe(device)
    expect(events.at(-1)).toMatchObject({ props: {} })
    expect(events.at(-1)).not.toHaveProperty('user')
    expect(events.at(-1)?.session).not.toBe(events[0]?.session)
    expect(events.map(({ event }) => event)).toEqual(['$identify', 'e', '$session_start', 'e'])
    expect(events.at(-1)?.seq).toBe(3)
  })

  test('super properties are on every later event, give way to its own, and can be taken back', async () => {
    const { tracker } = visit()
    tracker.register({ a: 1, b: 1, big: 1n })
    tracker.track('e', { b: 2 })
    tracker.unregister('a')
    world.now++
    visit().tracker.track('e')
    expect((await sent()).map(({ props }) => props)).toEqual([{ a: 1, b: 2 }, { b: 1 }])
    expect(problems).toMatchObject([{ code: 'property', message: 'properties: big is left out' }])
  })

  test('a page that clears its storage keeps the visitor', async () => {
    const { tracker } = visit()
    const device = tracker.deviceId()
    world.stored.clear()
    tracker.track('e')
    await sent()
    expect(world.requests[0]?.device).toBe(device)
  })
})

describe('a session', () => {
  test('ends after 30 idle minutes and is shared by tabs', async () => {
    const [a, b] = [visit(), visit()]
    a.tracker.track('e')
    await world.pass(29 * 60_000)
    b.tracker.track('e')
    await world.pass(29 * 60_000)
    a.tracker.track('e')
    await world.pass(31 * 60_000)
    b.tracker.track('e')
    const sessions = (await sent()).map(({ session }) => session)
    expect(new Set(sessions.slice(0, 3)).size).toBe(1)
    expect(sessions[3]).not.toBe(sessions[2])
  })

  test('goes on when the clock is set back', async () => {
    const { tracker } = visit()
    tracker.track('e')
    await world.pass(1000)
    world.now -= 86_400_000
    tracker.track('e')
    const sessions = (await sent()).map(({ session }) => session)
    expect(sessions.length).toBe(2)
    expect(new Set(sessions).size).toBe(1)
  })
})

describe('a guest', () => {
  test('properties that JSON cannot say are left out; the event stays', async () => {
    const { tracker } = visit()
    const circular: Record<string, unknown> = { name: 'c' }
    circular.self = circular
    const props = { good: 1, circular, big: 10n, nested: { big: 1n }, [Symbol('s')]: 1 }
    Object.defineProperty(props, 'throws', {
      enumerable: true,
      get: () => {
        throw new Error('getter')
      },
    })
    expect(() => tracker.track('e', props)).not.toThrow()
    expect((await sent())[0]?.props).toEqual({ good: 1 })
    expect(problems.map(({ code }) => code)).toEqual(['property', 'property', 'property', 'property'])
  })

  test('an event too large for any batch is dropped and counted', async () => {
    const { tracker } = visit()
    tracker.track('e', { text: 'x'.repeat(70_000) })
    tracker.track('e')
    const events = await sent()
    expect(events.map(({ seq }) => seq)).toEqual([1])
    expect(world.requests[0]?.dropped).toEqual([{ stream: events[0]?.stream, reason: 'too_large', n: 1 }])
  })

  test('no call throws, whatever it is given', async () => {
    const { tracker } = visit({
      onError: () => {
        throw new Error('onError')
      },
    })
    const wild = tracker as unknown as Record<string, (...args: unknown[]) => unknown>
    const hostile = new Proxy(
      {},
      {
        ownKeys: () => {
          throw new Error('hostile')
        },
      },
    )
    for (const call of ['track', 'identify', 'register', 'unregister', 'reset', 'flush', 'deviceId']) {
      for (const args of [[], [null], [undefined, null], [1, 2, 3], [hostile, hostile], ['x', hostile, hostile]]) {
        expect(() => wild[call]?.(...args)).not.toThrow()
      }
    }
    await sent()
  })

  test('without key or url the tracker does nothing and says so', async () => {
    for (const config of [{}, { key: 'wk' }, { key: 'wk', url: '', maxBatchEvents: 0 }, null]) {
      const onError = (problem: Problem): void => void problems.push(problem)
      const tracker = createClient((config && { ...config, onError }) as TrackerConfig, () => world.open().platform)
      tracker.track('e')
      await tracker.flush()
      expect(tracker.deviceId()).toBe('')
    }
    expect(problems.map(({ code }) => code)).toEqual(['config', 'config', 'config'])
  })
})

test('types: a tracker knows its events', () => {
  type Events = { view_item: { product_id: string }; search: { query?: string } }
  const tracker = createClient<Events>({ key: 'wk', url: '' }, () => world.open().platform)
  tracker.track('view_item', { product_id: 'p-1' })
  tracker.track('search')
  tracker.track({ event: 'view_item', props: { product_id: 'p-1' } })
  // @ts-expect-error: the property is missing
  tracker.track('view_item')
  // @ts-expect-error: the property has another type
  tracker.track('view_item', { product_id: 1 })
  // @ts-expect-error: no such event
  tracker.track('view_itme', { product_id: 'p-1' })
  expect(tracker.deviceId()).not.toBe('')
})

test('a visit that loses nothing writes nothing about losses', async () => {
  const { tracker } = visit()
  tracker.track('e')
  await sent()
  await world.pass(5000)
  expect([...world.stored.keys()].filter(key => key.endsWith('.lost'))).toEqual([])
})

test('lists among super properties stay lists on a page that gave arrays a toJSON of its own', async () => {
  const lists = Array.prototype as { toJSON?: () => string }
  lists.toJSON = () => 'a text'
  try {
    const { tracker } = visit()
    tracker.register({ tags: ['tea'] })
    tracker.track('e')
    expect(JSON.parse(world.stored.get('maidian.wk.props') ?? '{}')).toEqual({ tags: ['tea'] })
  } finally {
    delete lists.toJSON
  }
})
