import { beforeEach, describe, expect, test } from 'vitest'
import { createClient, type Tracker } from './client.ts'
import type { TrackerConfig } from './config.ts'
import type { Answer } from './platform.ts'
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
const trackMany = (tracker: Tracker, n: number, from = 0): void => {
  for (let i = from; i < from + n; i++) tracker.track('e', { i })
}
const numbers = (n: number): number[] => Array.from({ length: n }, (_, i) => i)
const arrivedNumbers = (): number[] => world.arrived().map(({ props }) => props?.i as number)
const sizes = (): number[] => world.requests.map(({ events }) => events.length)
const queued = (): number => [...world.stored.keys()].filter(key => key.includes('.q.')).length
const answers = (...list: Answer[]): void => {
  world.answer = () => list.shift() ?? { status: 204 }
}

describe('batches', () => {
  test('events wait a second for others and go together', async () => {
    const { tracker } = visit()
    trackMany(tracker, 3)
    await world.pass(999)
    expect(sizes()).toEqual([])
    await world.pass(1)
    expect(sizes()).toEqual([3])
    expect(world.requests[0]).toMatchObject({ sdk: 'fake/0.1.0', device: tracker.deviceId(), sent: world.now })
    expect(queued()).toBe(0)
  })

  test('a full batch goes at once, the rest a second later', async () => {
    const { tracker } = visit()
    trackMany(tracker, 120)
    await world.pass(0)
    expect(sizes()).toEqual([50, 50, 20])
    expect(arrivedNumbers()).toEqual(numbers(120))
    expect(world.mostInFlight).toBe(1)
  })

  test('a batch stays under 60 KiB', async () => {
    const { tracker } = visit()
    for (let i = 0; i < 40; i++) tracker.track('e', { i, text: '字'.repeat(1000) })
    await world.pass(1000)
    for (const batch of world.requests) expect(Buffer.byteLength(JSON.stringify(batch))).toBeLessThanOrEqual(60 * 1024)
    expect(sizes().length).toBeGreaterThan(1)
    expect(arrivedNumbers()).toEqual(numbers(40))
  })

  test('contexts stand in a batch once and are those of the call', async () => {
    const { tracker } = visit({ app: { name: 'shop', version: '1' } })
    trackMany(tracker, 2)
    world.context = { url: 'https://shop.example/cart' }
    trackMany(tracker, 1)
    await world.pass(1000)
    expect(world.requests[0]?.contexts?.map(({ url }) => url)).toEqual([
      'https://shop.example/',
      'https://shop.example/cart',
    ])
    expect(world.requests[0]?.contexts?.[0]?.app).toEqual({ name: 'shop', version: '1' })
    expect(world.requests[0]?.events.map(({ context }) => context)).toEqual([0, 0, 1])
  })

  test('a batch never mixes devices', async () => {
    const { tracker } = visit()
    const first = tracker.deviceId()
    trackMany(tracker, 2)
    tracker.reset()
    trackMany(tracker, 2, 2)
    await world.pass(1000)
    expect(world.requests.map(({ device }) => device)).toEqual([first, tracker.deviceId()])
    expect(arrivedNumbers()).toEqual([0, 1, undefined, 2, 3])
    expect(world.arrived()[2]?.event).toBe('$session_start')
  })

  test('a batch never mixes SDK versions', async () => {
    world.answer = () => ({ status: 503 })
    const old = visit()
    trackMany(old.tracker, 1)
    await world.pass(5000)
    old.tab.kill()
    world.answer = () => ({ status: 204 })
    const tab = world.open({ sdk: 'fake/0.2.0' })
    const tracker = createClient({ key: 'wk', url: '' }, () => tab.platform)
    trackMany(tracker, 1, 1)
    await world.pass(120_000)
    expect(world.requests.slice(-2).map(({ sdk }) => sdk)).toEqual(['fake/0.1.0', 'fake/0.2.0'])
    expect(arrivedNumbers()).toEqual([0, 1])
  })
})

describe('removal', () => {
  test('events that come during a flight stay in the queue until their own acknowledgement', async () => {
    const { tracker } = visit()
    let acknowledge = (_: Answer): void => {}
    world.answer = () =>
      new Promise(resolve => {
        acknowledge = resolve
      })
    trackMany(tracker, 2)
    await world.pass(1000)
    trackMany(tracker, 3, 2)
    world.answer = () => ({ status: 204 })
    acknowledge({ status: 204 })
    await world.pass(0)
    expect(queued()).toBe(3)
    await world.pass(1000)
    expect(queued()).toBe(0)
    expect(arrivedNumbers()).toEqual(numbers(5))
  })

  test('flush resolves when what was queued is acknowledged', async () => {
    const { tracker } = visit()
    trackMany(tracker, 2)
    let done = false
    tracker.flush().then(() => {
      done = true
    })
    await world.pass(0)
    expect(done).toBe(true)
    expect(arrivedNumbers()).toEqual([0, 1])
  })

  test('reasons of a 200 go to onError and the events leave the queue', async () => {
    const { tracker } = visit()
    trackMany(tracker, 1)
    const remark = { index: 0, id: 'x', verdict: 'flagged', reasons: [{ rule: 'r', path: 'p', message: 'm' }] }
    answers({ status: 200, body: JSON.stringify({ events: [remark] }) })
    await world.pass(1000)
    expect(problems).toMatchObject([{ code: 'remark', event: 'x', remark }])
    expect(queued()).toBe(0)
  })
})

describe('what is not an acknowledgement', () => {
  test.each<[string, Answer]>([
    ['no network', { status: 0 }],
    ['429', { status: 429 }],
    ['500', { status: 500 }],
    ['503', { status: 503 }],
    ['404 of a proxy', { status: 404, body: 'not found' }],
    ['an HTML page with 200', { status: 200, body: '<html>log in to the wifi</html>' }],
    ['JSON with 200 that is not ours', { status: 200, body: '{"ok":true}' }],
    ['an HTML page with 400', { status: 400, body: '<html>cookie too large</html>' }],
    ['202', { status: 202 }],
  ])('%s: everything stays and is sent again with the same ids', async (_, answer) => {
    const { tracker } = visit()
    trackMany(tracker, 3)
    world.answer = () => answer
    await world.pass(1000)
    expect(queued()).toBe(3)
    const ids = world.requests[0]?.events.map(({ id }) => id)
    world.answer = () => ({ status: 204 })
    await world.pass(60_000)
    expect(world.arrived().map(({ id }) => id)).toEqual(ids)
    expect(problems).toMatchObject([{ code: 'waiting' }])
  })

  test('waits grow to a minute at most and are spread', async () => {
    const { tracker } = visit()
    const at: number[] = []
    world.answer = () => {
      at.push(world.now)
      return { status: 503 }
    }
    trackMany(tracker, 1)
    await world.pass(3_600_000)
    const gaps = at.slice(1).map((time, i) => time - (at[i] as number))
    expect(Math.max(...gaps)).toBeLessThanOrEqual(60_000)
    expect(Math.max(...gaps)).toBeGreaterThan(20_000)
    expect(new Set(gaps.slice(6)).size).toBeGreaterThan(10)
    expect(gaps[0]).toBeLessThanOrEqual(1000)
  })

  test.each([
    ['seconds', (): string => '120'],
    ['a date', (): string => new Date(world.now + 120_000).toUTCString()],
  ])('Retry-After in %s is kept, also by flush, by the network coming back and by the next page', async (_, header) => {
    const first = visit()
    trackMany(first.tracker, 1)
    world.answer = () => ({ status: 503, retryAfter: header() })
    await world.pass(1000)
    world.answer = () => ({ status: 204 })
    first.tracker.flush()
    first.tab.tell('online')
    await world.pass(60_000)
    first.tab.kill()
    visit()
    await world.pass(58_000)
    expect(sizes()).toEqual([1])
    await world.pass(5000)
    expect(arrivedNumbers()).toEqual([0])
  })

  test('the network coming back ends a wait', async () => {
    const { tab, tracker } = visit()
    trackMany(tracker, 1)
    world.answer = () => ({ status: 0 })
    await world.pass(120_000)
    const before = world.requests.length
    world.answer = () => ({ status: 204 })
    tab.tell('online')
    await world.pass(0)
    expect(world.requests.length).toBe(before + 1)
    expect(queued()).toBe(0)
  })

  test('a clock that is set back a day does not stretch a wait', async () => {
    const { tracker } = visit()
    trackMany(tracker, 1)
    answers({ status: 503, retryAfter: '30' })
    await world.pass(1000)
    world.now -= 86_400_000
    trackMany(tracker, 1, 1)
    await world.pass(46_000)
    expect(arrivedNumbers().sort()).toEqual([0, 1])
  })

  test('nor does it after a reload', async () => {
    const first = visit()
    trackMany(first.tracker, 1)
    answers({ status: 503, retryAfter: '30' })
    await world.pass(1000)
    first.tab.kill()
    world.now -= 86_400_000
    visit()
    await world.pass(2000)
    expect(arrivedNumbers()).toEqual([0])
  })
})

describe('refusals', () => {
  const refusing =
    (bad: (i: number) => boolean, status: number): FakeWorld['answer'] =>
    ({ events }) =>
      events.some(({ props }) => bad(props?.i as number)) ? { status, body: '{"error":{}}' } : { status: 204 }

  test('400: the batch is split until the bad event is alone; it is dropped and counted', async () => {
    const { tracker } = visit()
    world.answer = refusing(i => i === 17, 400)
    trackMany(tracker, 50)
    await world.pass(0)
    expect(arrivedNumbers()).toEqual(numbers(50).filter(i => i !== 17))
    expect(queued()).toBe(0)
    trackMany(tracker, 1, 50)
    await world.pass(1000)
    const said = world.requests.flatMap(({ dropped }) => dropped ?? [])
    expect(said).toEqual([{ stream: world.arrived()[0]?.stream, reason: 'refused', n: 1 }])
  })

  test('413: the batch is split; only an event too large alone is dropped', async () => {
    const { tracker } = visit()
    world.answer = ({ events }) => ({ status: events.length > 8 ? 413 : 204 })
    trackMany(tracker, 50)
    await world.pass(0)
    expect(arrivedNumbers()).toEqual(numbers(50))
    expect(problems).toEqual([])
  })

  test.each([401, 403])('%i: nothing is sent until the next page, and the queue is kept', async status => {
    const first = visit()
    trackMany(first.tracker, 2)
    answers({ status })
    await world.pass(1000)
    trackMany(first.tracker, 60, 2)
    first.tab.tell('online')
    first.tab.tell('hide')
    await first.tracker.flush()
    await world.pass(600_000)
    expect(sizes()).toEqual([2])
    expect(world.beacons).toEqual([])
    expect(problems).toMatchObject([{ code: 'stopped' }])
    first.tab.kill()
    visit()
    await world.pass(1000)
    expect(arrivedNumbers()).toEqual(numbers(62))
  })
})

describe('what a queue survives', () => {
  test('a crash in the middle of a request', async () => {
    const first = visit()
    trackMany(first.tracker, 3)
    world.answer = () => new Promise(() => {})
    await world.pass(1000)
    first.tab.kill()
    world.answer = () => ({ status: 204 })
    visit()
    await world.pass(1000)
    expect(arrivedNumbers()).toEqual([0, 1, 2])
    expect(queued()).toBe(0)
  })

  test('reset keeps it, and its events keep their device', async () => {
    const { tracker } = visit()
    const device = tracker.deviceId()
    tracker.identify('u-1')
    trackMany(tracker, 1)
    tracker.reset()
    await world.pass(1000)
    expect(world.requests[0]).toMatchObject({ device, events: [{ user: 'u-1' }, { user: 'u-1', props: { i: 0 } }] })
  })

  test('a storage that denies everything: memory serves', async () => {
    world.storageFails = () => true
    const { tracker } = visit()
    const device = tracker.deviceId()
    trackMany(tracker, 3)
    answers({ status: 503 })
    await world.pass(60_000)
    expect(arrivedNumbers()).toEqual([0, 1, 2])
    expect(tracker.deviceId()).toBe(device)
    expect(problems.map(({ code }) => code)).toEqual(['waiting'])
  })

  test('a storage that is full for a while', async () => {
    const { tracker } = visit()
    trackMany(tracker, 1)
    world.storageFails = key => key.includes('.q.')
    trackMany(tracker, 1, 1)
    world.storageFails = () => false
    trackMany(tracker, 1, 2)
    await world.pass(1000)
    expect(arrivedNumbers()).toEqual([0, 1, 2])
  })

  test('a page that clears its storage: what an open tab knows is put back', async () => {
    world.answer = () => ({ status: 503 })
    const [a, b] = [visit(), visit()]
    trackMany(a.tracker, 2)
    trackMany(b.tracker, 2, 2)
    await world.pass(3000)
    world.stored.clear()
    trackMany(a.tracker, 1, 4)
    world.answer = () => ({ status: 204 })
    await world.pass(60_000)
    const numbered = world.arrived().filter(({ event }) => event === 'e')
    expect(numbered.map(({ props }) => props?.i as number).sort()).toEqual(numbers(5))
    expect(queued()).toBe(0)
  })

  test('a stored value that somebody damaged: it is counted, the others go', async () => {
    world.answer = () => ({ status: 503 })
    const first = visit()
    trackMany(first.tracker, 3)
    await world.pass(1000)
    first.tab.kill()
    const [key] = [...world.stored.keys()].filter(one => one.includes('.q.'))
    world.stored.set(key as string, 'damaged')
    world.answer = () => ({ status: 204 })
    const second = visit()
    await world.pass(60_000)
    expect(arrivedNumbers()).toEqual([1, 2])
    trackMany(second.tracker, 1, 3)
    await world.pass(1000)
    expect(world.requests.at(-1)?.dropped).toMatchObject([{ reason: 'unreadable', n: 1 }])
  })

  test('too much: the oldest go, counted in their own stream across tabs and reloads', async () => {
    world.answer = () => ({ status: 0 })
    const first = visit({ maxQueueEvents: 100 })
    trackMany(first.tracker, 130)
    await world.pass(5000)
    const stream = world.requests[0]?.events[0]?.stream
    first.tab.kill()
    const second = visit({ maxQueueEvents: 100 })
    trackMany(second.tracker, 20, 130)
    await world.pass(5000)
    world.answer = () => ({ status: 204 })
    await world.pass(120_000)
    expect(arrivedNumbers()).toEqual(numbers(150).slice(50))
    expect(world.requests.at(-2)?.dropped).toEqual([{ stream, reason: 'queue_full', n: 50 }])
    expect(world.requests.at(-1)?.dropped).toBeUndefined()
  })

  test('too many bytes: the same', async () => {
    world.answer = () => ({ status: 0 })
    const { tracker } = visit({ maxQueueBytes: 20_000 })
    for (let i = 0; i < 40; i++) tracker.track('e', { i, text: 'x'.repeat(1000) })
    await world.pass(2000)
    const bytes = [...world.stored]
      .filter(([key]) => key.includes('.q.'))
      .reduce((sum, [, text]) => sum + text.length, 0)
    expect(bytes).toBeLessThanOrEqual(20_000)
    expect(bytes).toBeGreaterThan(18_000)
  })
})

test('a refused key: the queue keeps its bounds all the same', async () => {
  world.answer = () => ({ status: 403 })
  const { tracker } = visit({ maxQueueEvents: 100 })
  trackMany(tracker, 150)
  await world.pass(5000)
  trackMany(tracker, 150, 150)
  await world.pass(5000)
  expect(queued()).toBe(100)
  expect(world.requests.length).toBe(1)
})

test('text with the line breaks that JSON does not escape', async () => {
  const { tracker } = visit()
  tracker.track('e', { i: 0, text: 'a\u2028b\u2029c\nd' })
  await world.pass(1000)
  expect(world.arrived()[0]?.props?.text).toBe('a\u2028b\u2029c\nd')
})

describe('tabs', () => {
  test('ten tabs on one storage neither lose nor double', async () => {
    const tabs = numbers(10).map(() => visit())
    for (const [i, { tracker }] of tabs.entries()) trackMany(tracker, 70, i * 70)
    await world.pass(3000)
    expect(arrivedNumbers().sort((a, b) => a - b)).toEqual(numbers(700))
    expect(world.mostInFlight).toBe(1)
    expect(new Set(world.requests.map(({ device }) => device)).size).toBe(1)
    expect(new Set(world.arrived().map(({ session }) => session)).size).toBe(1)
  })

  test('without a lock some is sent twice, with the same ids, and nothing is lost', async () => {
    const open = (): Tracker => {
      const platform = { ...world.open().platform, lock: (_: string, task: () => Promise<void>) => task() }
      return createClient({ key: 'wk', url: '' }, () => platform)
    }
    const [a, b] = [open(), open()]
    trackMany(a, 70)
    trackMany(b, 70, 70)
    await world.pass(5000)
    const ids = new Map(world.arrived().map(({ id, props }) => [id, props?.i as number]))
    expect([...ids.values()].sort((x, y) => x - y)).toEqual(numbers(140))
    expect(queued()).toBe(0)
  })

  test('a tab that dies while sending leaves the lock and its events to the others', async () => {
    const [a, b] = [visit(), visit()]
    world.answer = () => new Promise(() => {})
    trackMany(a.tracker, 2)
    await world.pass(1000)
    trackMany(b.tracker, 1, 2)
    await world.pass(1000)
    a.tab.kill()
    world.answer = () => ({ status: 204 })
    await world.pass(1000)
    expect(arrivedNumbers()).toEqual([0, 1, 2])
  })
})

describe('hiding', () => {
  test('what waits goes by beacon, once, and stays until it is acknowledged', async () => {
    const { tab, tracker } = visit()
    trackMany(tracker, 3)
    tab.tell('hide')
    tab.tell('hide')
    expect(world.beacons.map(({ events }) => events.length)).toEqual([3])
    expect(queued()).toBe(3)
    tab.tell('flush')
    await world.pass(0)
    expect(world.arrived().map(({ id }) => id)).toEqual(world.beacons[0]?.events.map(({ id }) => id))
    expect(queued()).toBe(0)
  })

  test('events of a request under way are in the beacon too', async () => {
    const { tab, tracker } = visit()
    world.answer = () => new Promise(() => {})
    trackMany(tracker, 1)
    await world.pass(1000)
    trackMany(tracker, 1, 1)
    tab.tell('hide')
    expect(world.beacons.flatMap(({ events }) => events.map(({ props }) => props?.i))).toEqual([0, 1])
  })

  test('beacons are split under 64 KiB, and the events stay queued', async () => {
    const { tab, tracker } = visit({ flushEveryMs: 100_000, maxBatchEvents: 1000 })
    for (let i = 0; i < 12; i++) tracker.track('e', { i, text: 'x'.repeat(9000) })
    tab.tell('hide')
    expect(world.beacons.length).toBe(2)
    for (const beacon of world.beacons) expect(JSON.stringify(beacon).length).toBeLessThan(64 * 1024)
    expect(world.beacons.flatMap(({ events }) => events).length).toBe(12)
  })
})
