import { type FakeCollector, startFakeCollector } from '@maidian/sdk-core/testing/fake-collector'
import { reconcile } from '@maidian/sdk-core/testing/ledger'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createFakePhone, type FakePhone, type PhoneOptions } from '../testing/fake-wx/index.ts'
import type { MiniConfig } from './create-tracker.ts'
import { createTracker, lifeCycle, pageViews } from './entries/wx.ts'

let collector: FakeCollector
let phone: FakePhone
let tracker: ReturnType<typeof createTracker>
const problems = new Set<string>()

const start = (over: Partial<MiniConfig> = {}, options: PhoneOptions = {}): void => {
  const app = (): void => {
    tracker = createTracker({
      key: 'wk_mini',
      url: collector.url,
      plugins: [lifeCycle(), pageViews()],
      onError: ({ code, message }) => problems.add(`${code}: ${message}`),
      ...over,
    })
    App({})
  }
  phone = createFakePhone({ app, pages: { 'pages/home/home': () => Page({}) } }, options)
  phone.coldStart()
}
const track = (count: number, from = 0): void => {
  for (let i = from; i < from + count; i++) tracker.track('e', { i })
}
const queue = (): string[] =>
  [...phone.stored].filter(([key]) => key.includes('.q.')).map(([, json]) => JSON.parse(json) as string)
const numbers = (): number[] =>
  collector.acknowledged
    .filter(({ event }) => event === 'e')
    .map(({ props }) => props?.i as number)
    .sort((a, b) => a - b)
const upTo = (count: number): number[] => Array.from({ length: count }, (_, i) => i)

/** Per stream: made = stored + dropped + still queued, and nothing is at the far side twice. */
const expectAccounts = (): void => {
  const stored = collector.acknowledged
  const accounts = reconcile({ batches: collector.received.map(({ batch }) => batch), stored }, queue())
  for (const [stream, { made, dropped, missing }] of accounts) {
    expect({ stream, unaccounted: missing.length - dropped, made: made > 0 }).toEqual({
      stream,
      unaccounted: 0,
      made: true,
    })
  }
}
const ids = (): string[] => collector.acknowledged.map(({ id }) => id)

beforeEach(async () => {
  problems.clear()
  collector = await startFakeCollector()
})
afterEach(async () => {
  phone.close()
  await collector.close()
})

describe('losses that were reproduced in others', () => {
  test('every request answered 502 for an hour: the queue stays, and comes when the answer is right', async () => {
    collector.behave = () => ({ status: 502, body: '<html>Bad Gateway</html>' })
    start()
    track(40)
    await phone.pass(3_600_000)
    expect(collector.acknowledged).toEqual([])
    // Capped: at least one attempt a minute or so, and far from one a second.
    expect(collector.received.length).toBeGreaterThan(40)
    expect(collector.received.length).toBeLessThan(400)
    collector.behave = () => ({ status: 204 })
    await phone.pass(120_000)
    expect(numbers()).toEqual(upTo(40))
    expect(queue()).toEqual([])
    expectAccounts()
  })

  test('events that come and a process that dies while a batch is on its way: none is cut off, none stored twice under another id', async () => {
    collector.behave = () => 'hang'
    start()
    track(6)
    await phone.pass(1500)
    track(6, 6)
    expect(queue().length).toBeGreaterThanOrEqual(12)
    phone.kill()
    collector.behave = () => ({ status: 204 })
    phone.coldStart()
    track(6, 12)
    await phone.pass(5000)
    expect(numbers()).toEqual(upTo(18))
    expect(new Set(ids()).size).toBe(ids().length)
    expectAccounts()
  })

  test('520 events while one batch is on its way: all arrive', async () => {
    let held = true
    collector.behave = () => (held ? 'hang' : { status: 204 })
    start({ requestTimeoutMs: 10_000 })
    track(6)
    await phone.pass(1500)
    track(514, 6)
    held = false
    await phone.pass(60_000)
    expect(numbers()).toEqual(upTo(520))
    expectAccounts()
  })
})

describe('the host’s own ways', () => {
  test('a request under way when the app goes is interrupted, and what it carried comes with the next show', async () => {
    collector.behave = () => 'hang'
    start()
    track(3)
    await phone.pass(1500)
    phone.hide()
    await phone.pass(20_000)
    collector.behave = () => ({ status: 204 })
    phone.show()
    await phone.pass(3000)
    expect(numbers()).toEqual(upTo(3))
    expect(queue()).toEqual([])
    expectAccounts()
  })

  test.each([
    [
      'the app comes back',
      () => {
        phone.hide()
        phone.show()
      },
    ],
    [
      'the network comes back',
      () => {
        phone.setNetwork('none')
        phone.setNetwork('4g')
      },
    ],
  ])('a long wait ends when %s', async (_, happen) => {
    collector.behave = () => ({ status: 503 })
    start()
    track(3)
    await phone.pass(600_000)
    collector.behave = () => ({ status: 204 })
    happen()
    await phone.pass(50)
    expect(numbers()).toEqual(upTo(3))
  })

  test('what is tracked in the last moment is sent while the host still lets it', async () => {
    start({ flushEveryMs: 60_000 })
    await phone.pass(100)
    track(3)
    phone.hide()
    await phone.pass(1000)
    expect(numbers()).toEqual(upTo(3))
  })

  test('suspended, destroyed and started anew: what waited is sent', async () => {
    collector.behave = () => ({ status: 503 })
    start()
    track(5)
    await phone.pass(2000)
    phone.hide()
    await phone.pass(31 * 60_000)
    expect(phone.running()).toBe(false)
    collector.behave = () => ({ status: 204 })
    phone.coldStart()
    await phone.pass(120_000)
    expect(numbers()).toEqual(upTo(5))
    expectAccounts()
  })

  test('2,000 events offline, over several starts: all come when the network does', async () => {
    start()
    phone.setNetwork('none')
    for (let part = 0; part < 4; part++) {
      track(500, part * 500)
      await phone.pass(5000)
      phone.kill()
      phone.coldStart()
    }
    expect(collector.acknowledged).toEqual([])
    phone.setNetwork('wifi')
    await phone.pass(60_000)
    expect(numbers()).toEqual(upTo(2000))
    expect(queue()).toEqual([])
    expectAccounts()
  })

  test('one request at a time, whatever waits: the other nine slots are the shop’s', async () => {
    collector.behave = () => 'hang'
    start({ maxBatchEvents: 10 })
    track(300)
    await phone.pass(5000)
    expect(collector.received.length).toBe(1)
  })

  test('a storage that is full: memory has it, and what does not fit is counted', async () => {
    collector.behave = () => ({ status: 503 })
    start({ maxQueueEvents: 100 })
    phone.storageRefuses = key => key.includes('.q.')
    track(150)
    await phone.pass(3000)
    phone.storageRefuses = () => false
    collector.behave = () => ({ status: 204 })
    await phone.pass(120_000)
    expect(numbers().length).toBeGreaterThan(90)
    expectAccounts()
  })

  test('a clock that is set back a day and forward a month: no event is lost, no wait stretched', async () => {
    start()
    track(3)
    await phone.pass(2000)
    phone.setClock(phone.now() - 86_400_000)
    track(3, 3)
    await phone.pass(2000)
    phone.setClock(phone.now() + 31 * 86_400_000)
    track(3, 6)
    await phone.pass(2000)
    expect(numbers()).toEqual(upTo(9))
    expectAccounts()
  })

  test('hot restarts: hidden and shown again and again, each event comes once', async () => {
    start()
    for (let round = 0; round < 10; round++) {
      track(5, round * 5)
      phone.hide()
      await phone.pass(round % 2 ? 8000 : 500)
      phone.show()
    }
    await phone.pass(5000)
    expect(numbers()).toEqual(upTo(50))
    expect(new Set(ids()).size).toBe(ids().length)
    expectAccounts()
  })
})
