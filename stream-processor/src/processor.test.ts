import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  type EmbeddedStore,
  EngineError,
  type EventLog,
  type EventStore,
  openLocalLog,
  type Packed,
  startEmbeddedStore,
} from '@maidian/engines'
import { sampleHeader } from '@maidian/engines/testing'
import type { LogHeader } from '@maidian/schemas'
import { createLogger, parseConfig } from '@maidian/service'
import { type Logger, pino } from 'pino'
import { Registry } from 'prom-client'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { byMonths } from './pack-rows.ts'
import { resumeAt, startProcessor } from './processor.ts'

const { projects } = parseConfig(`projects:
  - name: shop
    sources: [{key: wk_web, kind: web, origins: ["*"]}]
`)
const root = mkdtempSync(join(tmpdir(), 'maidian-processor-'))
let store: EmbeddedStore
let log: EventLog
beforeAll(async () => {
  store = await startEmbeddedStore({ dir: join(root, 'store'), projects: ['shop'] })
  await store.migrate({ projects, views: () => [] })
  log = await openLocalLog({ dir: join(root, 'log'), floorBytes: 0 })
})
afterAll(async () => {
  await log.close()
  await store.close()
  rmSync(root, { recursive: true, force: true })
})

const received = Date.UTC(2026, 10, 11)
const header = sampleHeader({ received })
const id = (n: number) => `0192f0a0-0000-7000-8000-${String(n).padStart(12, '0')}`
const append = (ids: number[], over: Partial<LogHeader> = {}) =>
  log.append({
    partition: 0,
    header: { ...header, ...over },
    value: Buffer.from(
      JSON.stringify({
        device: 'd',
        events: ids.map(n => ({ id: id(n), event: 'view_item', time: received - (n % 7) * 40 * 864e5 })),
      }),
    ),
  })
const logger = createLogger({ name: 'test', level: 'silent' })
const start = (over: { store?: EventStore; metrics?: Registry; logger?: Logger } = {}) =>
  startProcessor({ log, store, projects, logger, metrics: new Registry(), ...over })
const counts = async () =>
  (
    await store.query<{ all: string; distinct: string; held: string }>({
      sql: `SELECT count() AS all, uniqExact(event_id) AS distinct,
        (SELECT count() FROM shop.quarantine) AS held FROM shop.events`,
    })
  )[0]
const until = async (n: number) => {
  const end = Date.now() + 20_000
  while (Number((await counts())?.all) < n && Date.now() < end) await new Promise(resolve => setTimeout(resolve, 30))
}
const metric = async (registry: Registry, kind: string) => {
  const values = (await registry.getSingleMetric('maidian_processor_duplicates_total')?.get())?.values ?? []
  return values.find(({ labels }) => labels.kind === kind)?.value ?? 0
}

test('events appended are rows, also when a client sends them again', async () => {
  const metrics = new Registry()
  await append([1, 2, 3])
  await append([2, 3, 4, 4])
  const processor = await start({ metrics })
  await until(4)
  await append([1, 5])
  await until(5)
  await processor.close()
  expect(await counts()).toEqual({ all: '5', distinct: '5', held: '0' })
  expect(await metric(metrics, 'resent')).toBe(4)
})

test('records read again after a crash between insert and commit are counted as redelivered and written once', async () => {
  const metrics = new Registry()
  const forgetful: EventLog = {
    ...log,
    consume: options => log.consume({ ...options, onAssigned: async ({ earliest }) => earliest }),
  }
  await append([6])
  const processor = await startProcessor({ log: forgetful, store, projects, logger, metrics })
  await until(6)
  await processor.close()
  expect(await counts()).toEqual({ all: '6', distinct: '6', held: '0' })
  expect(await metric(metrics, 'redelivered')).toBe(5)
})

test('an insert that landed by half is completed, not doubled', async () => {
  let failures = 2
  const halves = new Map<Packed, Packed>()
  const faulty: EventStore = {
    ...store,
    pack: async into => {
      const packed = await store.pack(into)
      halves.set(packed, await store.pack({ ...into, rows: into.rows.slice(0, 2) }))
      return packed
    },
    write: async packed => {
      const [first] = packed
      if (first?.table !== 'events' || first.rows < 4 || failures-- <= 0) return store.write(packed)
      await store.write([halves.get(first) as Packed])
      throw new EngineError('store.unavailable', 'it died')
    },
  }
  const processor = await start({ store: faulty })
  await append([10, 11, 12, 13, 14, 15])
  await until(12)
  await vi.waitFor(() => processor.check(), 5000)
  await processor.close()
  expect(await counts()).toEqual({ all: '12', distinct: '12', held: '0' })
})

test('a quarantined event is held once, and its resend as well', async () => {
  const verdicts: LogHeader['verdicts'] = [[0, 'quarantined', ['event.name']]]
  await append([20], { verdicts })
  await append([20], { verdicts })
  const processor = await start()
  const end = Date.now() + 10_000
  while ((await counts())?.held !== '1' && Date.now() < end) await new Promise(resolve => setTimeout(resolve, 30))
  await append([21])
  await until(13)
  await processor.close()
  expect(await counts()).toEqual({ all: '13', distinct: '13', held: '1' })
})

test('a former owner that wakes up inserts nothing that its successor has inserted', async () => {
  const asleep = Promise.withResolvers<void>()
  const awake = Promise.withResolvers<void>()
  const slow: EventStore = {
    ...store,
    write: async packed => {
      if (packed[0]?.table === 'events') {
        asleep.resolve()
        await awake.promise
      }
      return store.write(packed)
    },
  }
  const metrics = new Registry()
  const before = Number((await counts())?.all)
  const former = await start({ store: slow, metrics })
  await append([25, 26, 27])
  await asleep.promise
  const successor = await start()
  await until(before + 3)
  awake.resolve()
  await vi.waitFor(async () => expect(await metric(metrics, 'redelivered')).toBe(3), 10_000)
  await former.close()
  await successor.close()
  expect(await counts()).toMatchObject({ all: String(before + 3), distinct: String(before + 3) })
})

test('what is kept from events is told with the trace that its request belonged to; without one nothing is', async () => {
  const lines: Record<string, unknown>[] = []
  const telling = pino({ base: null }, { write: line => lines.push(JSON.parse(line)) })
  const verdicts: LogHeader['verdicts'] = [[0, 'quarantined', ['event.name']]]
  const trace = '4bf92f3577b34da6a3ce929d0e0e4736'
  await append([30, 31], { verdicts, trace })
  await append([32], { verdicts })
  await append([33], { trace })
  const processor = await start({ logger: telling })
  await until(18)
  await vi.waitFor(() => expect(lines.some(line => line.event === 'record.quarantined')).toBe(true), 5000)
  await processor.close()
  expect(lines.filter(line => line.event === 'record.quarantined')).toMatchObject([
    { project: 'shop', trace_id: trace, partition: 0, events: 1 },
  ])
})

test('a log that no longer reaches back stops the partition unless somebody says to go on', () => {
  const assignment = { partition: 2, generation: 1, committed: 5, earliest: 9 }
  expect(() => resumeAt(assignment, false)).toThrow('committed 5, earliest 9')
  expect(resumeAt(assignment, true)).toBe(9)
  expect(resumeAt({ ...assignment, committed: null }, false)).toBe(9)
  expect(resumeAt({ ...assignment, committed: 10 }, false)).toBe(10)
})

test('an insert touches at most twelve months', () => {
  const rows = Array.from({ length: 30 }, (_, i) => ({ ts: Date.UTC(2024, i, 3) }) as never)
  const parts = byMonths(rows)
  expect(parts.map(({ events }) => events.length)).toEqual([12, 12, 6])
  expect(byMonths([])).toEqual([])
  expect(byMonths(rows.slice(0, 1))[0]?.months.size).toBe(1)
})
