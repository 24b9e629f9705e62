import { beforeEach, describe, expect, test } from 'vitest'
import { createClient, type Tracker } from './client.ts'
import type { TrackerConfig } from './config.ts'
import type { Problem } from './problem.ts'
import { createFakeWorld, type FakeTab, type FakeWorld } from './testing/fake-platform.ts'

let world: FakeWorld
let problems: Problem[]
beforeEach(() => {
  world = createFakeWorld()
  problems = []
})

const visit = (over: Partial<TrackerConfig> = {}): { tab: FakeTab; tracker: Tracker } => {
  const tab = world.open()
  const onError = (problem: Problem): void => void problems.push(problem)
  return {
    tab,
    tracker: createClient({ key: 'wk', url: '', consent: 'pending', onError, ...over }, () => tab.platform),
  }
}
const arrivedNames = (): string[] => world.arrived().map(({ event }) => event)

describe('pending', () => {
  test('nothing is stored, nothing is sent, nobody has an id', async () => {
    const { tab, tracker } = visit()
    tracker.register({ shop: 'a', cart: () => 1 })
    tracker.registerPage({ page_type: 'home' })
    tracker.track('e')
    tracker.identify('u-1', { level: 'gold' })
    tracker.reset()
    tab.tell('hide')
    await tracker.flush()
    await world.pass(60_000)
    expect([...world.stored]).toEqual([])
    expect(world.requests).toEqual([])
    expect(world.beacons).toEqual([])
    expect(tracker.deviceId()).toBe('')
    expect(problems).toEqual([])
  })

  test('what was called keeps its time, page and properties, in the order of the calls', async () => {
    const { tracker } = visit()
    const began = world.now
    const props = { list: [1] }
    let cart = 1
    tracker.register({ shop: 'a', cart: () => cart })
    tracker.track('first', props)
    props.list.push(2)
    cart = 2
    world.context = { url: 'https://shop.example/cart' }
    await world.pass(90_000)
    tracker.identify('u-1')
    tracker.track('second')
    await world.pass(5000)
    tracker.consent('granted')
    tracker.track('third')
    await world.pass(2000)
    expect(arrivedNames()).toEqual(['$first_visit', '$session_start', 'first', '$identify', 'second', 'third'])
    expect(world.arrived().map(({ time }) => time - began)).toEqual([0, 0, 0, 90_000, 90_000, 95_000])
    expect(world.arrived().map(({ seq }) => seq)).toEqual([0, 1, 2, 3, 4, 5])
    const timeIn = (id: string): number => Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16)
    expect(world.arrived().map(({ id }) => timeIn(id))).toEqual(world.arrived().map(({ time }) => time))
    expect(world.arrived()[2]).toMatchObject({ props: { list: [1], shop: 'a', cart: 1 } })
    expect(world.arrived()[2]).not.toHaveProperty('user')
    expect(world.arrived()[4]).toMatchObject({ user: 'u-1', props: { shop: 'a', cart: 2 } })
    const { contexts, events } = world.requests[0] as (typeof world.requests)[number]
    expect(events.map(({ context }) => contexts?.[context as number]?.url)).toEqual(
      ['/', '/', '/', '/cart', '/cart', '/cart'].map(path => `https://shop.example${path}`),
    )
  })

  test('more calls than may wait are counted', async () => {
    const { tracker } = visit()
    for (let i = 0; i < 1003; i++) tracker.track('e', { i })
    tracker.consent('granted')
    tracker.track('last')
    for (let i = 0; i < 5; i++) await world.pass(1000)
    const own = world.arrived().filter(({ event }) => !event.startsWith('$'))
    expect(own.length).toBe(1001)
    expect(world.requests.at(-1)?.dropped ?? world.requests[0]?.dropped).toMatchObject([{ reason: 'held_full', n: 3 }])
    expect(new Set(world.arrived().map(({ seq }) => seq)).size).toBe(1003)
    // Two automatic events and the three that were dropped have numbers, too.
    expect(Math.max(...world.arrived().map(({ seq = 0 }) => seq))).toBe(1005)
  })

  test('what plugins store waits until there is consent, which starts them once', async () => {
    const calls: string[] = []
    const { tracker } = visit({
      plugins: [{ name: 'p', setup: () => void calls.push('setup'), ready: () => void calls.push('ready') }],
    })
    expect(calls).toEqual(['setup'])
    tracker.consent('granted')
    tracker.consent('denied')
    tracker.consent('granted')
    expect(calls).toEqual(['setup', 'ready'])
  })
})

describe('denied', () => {
  test('held calls are forgotten, and later ones are not even looked at', async () => {
    const { tracker } = visit()
    tracker.track('held')
    tracker.consent('denied')
    tracker.track('later')
    await world.pass(60_000)
    tracker.consent('granted')
    tracker.track('granted')
    await world.pass(2000)
    expect(arrivedNames()).toEqual(['$first_visit', '$session_start', 'granted'])
    expect(world.requests[0]).not.toHaveProperty('dropped')
  })

  test('the choice is kept for later visits, whatever the page is configured with', async () => {
    visit().tracker.consent('denied')
    const second = visit({ consent: 'granted' })
    second.tracker.track('e')
    await world.pass(2000)
    expect(arrivedNames()).toEqual([])
    second.tracker.consent('granted')
    const third = visit()
    third.tracker.track('e')
    await world.pass(2000)
    expect(arrivedNames()).toContain('e')
  })

  test('a denial in another tab holds here at once', async () => {
    const [a, b] = [visit({ consent: 'granted' }), visit({ consent: 'granted' })]
    a.tracker.track('before')
    await world.pass(2000)
    b.tracker.consent('denied')
    a.tracker.track('after')
    await world.pass(2000)
    expect(arrivedNames()).not.toContain('after')
  })

  test('unsent events stay, and go once consent is given again', async () => {
    const { tab, tracker } = visit({ consent: 'granted' })
    tracker.track('e')
    tracker.consent('denied')
    tab.tell('hide')
    await world.pass(60_000)
    expect([world.requests, world.beacons]).toEqual([[], []])
    tracker.consent('granted')
    await world.pass(2000)
    expect(arrivedNames()).toContain('e')
  })

  test('erase removes all but the denial itself; the next visitor is a new one', async () => {
    const { tracker } = visit({ consent: 'granted' })
    tracker.register({ shop: 'a' })
    tracker.identify('u-1')
    tracker.track('e')
    const device = tracker.deviceId()
    world.answer = () => ({ status: 503 })
    await world.pass(2000)
    const before = world.requests.length
    expect(before).toBeGreaterThan(0)
    tracker.consent('denied', { erase: true })
    await world.pass(60_000)
    world.answer = () => ({ status: 204 })
    expect([...world.stored]).toEqual([['maidian.wk.consent', 'denied']])
    expect(world.requests.length).toBe(before)
    tracker.consent('granted')
    tracker.track('again')
    await world.pass(2000)
    expect(world.arrived().at(-1)).toMatchObject({ event: 'again', props: {} })
    expect(world.arrived().at(-1)).not.toHaveProperty('user')
    expect(arrivedNames()).toEqual(['$first_visit', '$session_start', 'again'])
    expect(tracker.deviceId()).not.toBe(device)
  })
})

test('a word that is no state of consent is told and changes nothing', () => {
  const { tracker } = visit()
  tracker.consent('yes' as 'granted')
  expect(problems).toMatchObject([{ code: 'call', message: 'TypeError: consent: pending, granted or denied' }])
  expect(tracker.deviceId()).toBe('')
})
