import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { createCollector } from '@maidian/collector'
import { type EventStore, openLocalLog, type Packed, startEmbeddedStore } from '@maidian/engines'
import { parseConfig } from '@maidian/service'
import { startProcessor } from '@maidian/stream-processor'
import { planColumns } from '@maidian/tracking-plan'
import { snapshotOf } from '@maidian/tracking-plan/testing'
import Fastify from 'fastify'
import pino from 'pino'
import { Registry } from 'prom-client'
import { batchOf, largePlan } from './collector/batches.ts'
import { batchSender } from './processor/fill-log.ts'

const EVENTS = 20
const EVENTS_PER_SECOND = 1000
const CONFIG = `projects:
  - name: shop
    plan: ./plan
    sources:
      - {key: wk_bench, kind: web, origins: ["*"]}
`

/** When so many events of the store could be asked about: ms of a clock, and how many they were. */
type Seen = { at: number; events: number }

const countingInserts = (store: EventStore) => {
  let inserts = 0
  const write = async (packed: readonly Packed[]): Promise<void> => {
    if (packed.some(({ rows }) => rows > 0)) inserts += 1
    await store.write(packed)
  }
  return { store: { ...store, write }, inserts: () => inserts }
}

const stored = async (store: EventStore): Promise<number> =>
  Number((await store.query<{ n: string }>({ sql: 'SELECT count() AS n FROM shop.events' }))[0]?.n)

const quantile = (sorted: readonly number[], q: number): number => sorted[Math.floor((sorted.length - 1) * q)] ?? 0

/**
 * How long after its acknowledgement an event can be asked about, at a thousand a second; and how fast a processor that was
 * away catches up with what came meanwhile. Collector, log and processor are one process, as `maidian start` has them.
 * `-- freshness --seconds 60 --backlog 300`: of load, and of seconds of load that wait.
 */
export const benchFreshness = async (): Promise<void> => {
  const { values } = parseArgs({
    args: process.argv.slice(3),
    options: { seconds: { type: 'string', default: '60' }, backlog: { type: 'string', default: '300' } },
  })
  const folder = mkdtempSync(join(tmpdir(), 'maidian-bench-'))
  const config = parseConfig(CONFIG)
  const release = largePlan()
  const snapshot = snapshotOf({ releases: [], next: release })
  const plans = { of: () => snapshot, close: () => {} }
  const logger = pino({ level: 'silent' })
  const store = await startEmbeddedStore({ dir: join(folder, 'store'), projects: ['shop'] })
  const columns = planColumns([release])
  await store.migrate({ projects: [{ name: 'shop', timezone: 'Asia/Shanghai', columns }], views: () => [] })
  const log = await openLocalLog({ dir: join(folder, 'log') })
  const app = Fastify()
  await app.register(createCollector({ log, config, logger, metrics: new Registry(), plans }))
  const send = batchSender(app, batchOf(release, { events: EVENTS }))
  const start = (to: EventStore) =>
    startProcessor({ log, store: to, projects: config.projects, plans, logger, metrics: new Registry() })

  const fresh = async (seconds: number): Promise<void> => {
    const counted = countingInserts(store)
    const processor = await start(counted.store)
    const acknowledged: number[] = []
    const seen: Seen[] = []
    const began = performance.now()
    const batches = (seconds * EVENTS_PER_SECOND) / EVENTS
    const watching = (async () => {
      for (let events = 0; events < batches * EVENTS; ) {
        events = await stored(store)
        seen.push({ at: performance.now(), events })
        await sleep(25)
      }
    })()
    for (let n = 0; n < batches; n++) {
      const due = began + (n * EVENTS * 1000) / EVENTS_PER_SECOND
      await sleep(Math.max(0, due - performance.now()))
      void send(n).then(() => acknowledged.push(performance.now()))
    }
    const inserts = counted.inserts() / ((performance.now() - began) / 1000)
    await watching
    await processor.close()
    let next = 0
    const delays = acknowledged.map((at, n) => {
      while ((seen[next] as Seen).events < (n + 1) * EVENTS) next += 1
      return Math.max(0, (seen[next] as Seen).at - at)
    })
    delays.sort((a, b) => a - b)
    const [p50, p95, p99] = [0.5, 0.95, 0.99].map(q => quantile(delays, q).toFixed(0))
    process.stdout.write(
      `${EVENTS_PER_SECOND} events/s for ${seconds} s: acknowledged to queryable p50 ${p50}, p95 ${p95}, p99 ${p99} ms · ${inserts.toFixed(1)} inserts a second\n`,
    )
  }

  const catchUp = async (seconds: number): Promise<void> => {
    const batches = (seconds * EVENTS_PER_SECOND) / EVENTS
    for (let n = 0; n < batches; n += 50) await Promise.all(Array.from({ length: 50 }, (_, i) => send(n + i)))
    const before = await stored(store)
    const began = performance.now()
    const processor = await start(store)
    const waiting = batches * EVENTS
    while ((await stored(store)) < before + waiting) await sleep(50)
    const took = (performance.now() - began) / 1000
    await processor.close()
    const rate = waiting / took
    process.stdout.write(
      `${waiting} events that waited: ${took.toFixed(1)} s, ${rate.toFixed(0)} a second, ${(rate / EVENTS_PER_SECOND).toFixed(1)} × live\n`,
    )
  }

  try {
    await fresh(Number(values.seconds))
    await catchUp(Number(values.backlog))
  } finally {
    await app.close()
    await log.close()
    await store.close()
    rmSync(folder, { recursive: true, force: true })
  }
}
