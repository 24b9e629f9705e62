import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  type EmbeddedStore,
  EngineError,
  type EventLog,
  type EventStore,
  openLocalLog,
  startEmbeddedStore,
} from '@maidian/engines'
import { sampleHeader } from '@maidian/engines/testing'
import { createLogger, parseConfig } from '@maidian/service'
import { Registry } from 'prom-client'
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest'
import { type Processor, startProcessor } from '../processor.ts'

const { projects } = parseConfig(`projects:
  - name: shop
    sources: [{key: wk_web, kind: web, origins: ["*"]}]
`)
const root = mkdtempSync(join(tmpdir(), 'maidian-flow-'))
let store: EmbeddedStore
let log: EventLog
let processor: Processor
beforeAll(async () => {
  store = await startEmbeddedStore({ dir: join(root, 'store'), projects: ['shop'] })
  await store.migrate({ projects, views: () => [] })
  log = await openLocalLog({ dir: join(root, 'log'), floorBytes: 0 })
})
afterEach(() => processor.close())
afterAll(async () => {
  await log.close()
  await store.close()
  rmSync(root, { recursive: true, force: true })
})

const received = Date.UTC(2026, 10, 11)
let made = 0
/** Appends records of so many events each, whose names say where they belong. */
const append = async (name: string, records: number, events = 1, title = '') => {
  for (let n = 0; n < records; n++) {
    await log.append({
      partition: 0,
      header: sampleHeader({ received }),
      value: Buffer.from(
        JSON.stringify({
          device: 'd',
          contexts: [{ title }],
          events: Array.from({ length: events }, () => ({
            id: `0192f0a0-0000-7000-8000-${String(made++).padStart(12, '0')}`,
            event: name,
            time: received,
            context: 0,
          })),
        }),
      ),
    })
  }
}
const start = async (over: Partial<EventStore> = {}, metrics = new Registry()) => {
  const logger = createLogger({ name: 'test', level: 'silent' })
  processor = await startProcessor({ log, store: { ...store, ...over }, projects, logger, metrics })
}
const countsOf = async (name: string) =>
  (
    await store.query<{ stored: string; distinct: string; held: string }>({
      sql: `SELECT count() AS stored, uniqExact(event_id) AS distinct,
        (SELECT count() FROM shop.quarantine WHERE name = {name:String}) AS held FROM shop.events WHERE name = {name:String}`,
      params: { name },
    })
  )[0]
const comesTo = (name: string, counts: { stored: number; held: number }) =>
  vi.waitFor(
    async () =>
      expect(await countsOf(name)).toEqual({
        stored: String(counts.stored),
        distinct: String(counts.stored),
        held: String(counts.held),
      }),
    { timeout: 20_000, interval: 50 },
  )
const hasEvents = (packed: readonly { table: string }[]): boolean => packed.some(({ table }) => table === 'events')

test('a round that fails while the next is being made takes nothing away from it', async () => {
  const broken = Promise.withResolvers<void>()
  let writes = 0
  await start({
    write: async packed => {
      if (!hasEvents(packed) || writes++ > 0) return store.write(packed)
      await broken.promise
      throw new EngineError('store.unavailable', 'the answer was lost')
    },
  })
  await append('first', 3)
  await vi.waitFor(() => expect(writes).toBe(1))
  // Enough for the next round to be made at once, with every event of the first sent again.
  made -= 3
  await append('first', 3)
  await append('second', 30, 20, 'x'.repeat(30_000))
  await new Promise(resolve => setTimeout(resolve, 300))
  broken.resolve()
  await comesTo('first', { stored: 3, held: 0 })
  await comesTo('second', { stored: 600, held: 0 })
})

test('one row that the store does not take stands in quarantine, and its neighbours are stored', async () => {
  await store.query({ sql: `ALTER TABLE shop.events ADD CONSTRAINT short CHECK length(title) < 10` })
  await append('good', 40, 5)
  await append('poison', 1, 1, 'much too long for this shop')
  await append('good', 40, 5)
  await append('poison', 2, 1, 'and so is this one')
  await start()
  await comesTo('good', { stored: 400, held: 0 })
  await comesTo('poison', { stored: 0, held: 3 })
  const reasons = await store.query({ sql: "SELECT DISTINCT reasons FROM shop.quarantine WHERE name = 'poison'" })
  expect(reasons).toEqual([{ reasons: ['row.refused'] }])
  await vi.waitFor(() => processor.check(), 5000)
  await store.query({ sql: 'ALTER TABLE shop.events DROP CONSTRAINT short' })
})

test('a store that refuses everything for another reason is waited for, and no row is blamed', async () => {
  let away = true
  const gone = () => new EngineError('store.refused', 'UNKNOWN_TABLE')
  await start({ write: packed => (away ? Promise.reject(gone()) : store.write(packed)) })
  await append('patient', 3)
  await vi.waitFor(() => expect(processor.check()).rejects.toThrow('UNKNOWN_TABLE'), 5000)
  away = false
  await comesTo('patient', { stored: 3, held: 0 })
  await vi.waitFor(() => processor.check(), 5000)
})

test('while the store is away, little of the log is read, and all of it afterwards', async () => {
  let away = true
  let packed = 0
  await start({
    fence: of => (away ? Promise.reject(new EngineError('store.unavailable')) : store.fence(of)),
    pack: insert => {
      packed += insert.rows.length
      return store.pack(insert)
    },
  })
  await append('late', 40, 20, 'x'.repeat(1000))
  await append('late', 80, 1, 'x'.repeat(400_000))
  await vi.waitFor(() => expect(processor.check()).rejects.toThrow(), 5000)
  expect(packed).toBe(0)
  away = false
  await comesTo('late', { stored: 880, held: 0 })
})

test('rounds of a trickle are made less than three times a second', async () => {
  const began: number[] = []
  await start({
    write: packed => {
      if (hasEvents(packed)) began.push(Date.now())
      return store.write(packed)
    },
  })
  for (let n = 0; n < 40; n++) {
    await append('trickle', 1)
    await new Promise(resolve => setTimeout(resolve, 50))
  }
  await comesTo('trickle', { stored: 40, held: 0 })
  const gaps = began.slice(1).map((at, i) => at - (began[i] as number))
  expect(gaps.length).toBeGreaterThan(1)
  expect(Math.min(...gaps)).toBeGreaterThan(333)
})
