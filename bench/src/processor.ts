import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  type EventStore,
  type Insert,
  openLocalLog,
  type Packed,
  startEmbeddedStore,
  type Table,
} from '@maidian/engines'
import { parseConfig } from '@maidian/service'
import { startProcessor } from '@maidian/stream-processor'
import { planColumns } from '@maidian/tracking-plan'
import { snapshotOf } from '@maidian/tracking-plan/testing'
import pino from 'pino'
import { Registry } from 'prom-client'
import { batchOf, largePlan } from './collector/batches.ts'
import { median } from './median.ts'
import { fillLog } from './processor/fill-log.ts'

const BATCHES = 2000
const EVENTS = 20
const ROUNDS = 5
const ROWS = BATCHES * EVENTS
const CONFIG = `projects:
  - name: shop
    plan: ./plan
    sources:
      - {key: wk_bench, kind: web, origins: ["*"]}
`

type Inserted = Insert<Table>

const cpuS = (): number => {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1e6
}

/** Tells of the rows of every insert, and when all rows of events are there. */
const watched = (store: EventStore, onInsert: (rows: Inserted[]) => void) => {
  const all = Promise.withResolvers<void>()
  const rowsOf = new WeakMap<Packed, Inserted>()
  let rows = 0
  const pack = async <T extends Table>(of: Insert<T>): Promise<Packed> => {
    const packed = await store.pack(of)
    rowsOf.set(packed, of as unknown as Inserted)
    return packed
  }
  const write = async (packed: readonly Packed[]): Promise<void> => {
    await store.write(packed)
    onInsert(packed.flatMap(one => rowsOf.get(one) ?? []))
    for (const one of packed) if (one.table === 'events') rows += one.rows
    if (rows >= ROWS) all.resolve()
  }
  return { store: { ...store, pack, write }, all: all.promise }
}

/**
 * What a row costs the stream processor beside a bare loop that reads the same log, parses its JSON and inserts the same
 * rows: in turn, round by round. CPU is that of this process; ClickHouse is another.
 */
export const benchProcessor = async (): Promise<void> => {
  const folder = mkdtempSync(join(tmpdir(), 'maidian-bench-'))
  const config = parseConfig(CONFIG)
  const release = largePlan()
  const snapshot = snapshotOf({ releases: [], next: release })
  const plans = { of: () => snapshot, close: () => {} }
  const store = await startEmbeddedStore({ dir: join(folder, 'store'), projects: ['shop'] })
  const columns = planColumns([release])
  await store.migrate({ projects: [{ name: 'shop', timezone: 'Asia/Shanghai', columns }], views: () => [] })
  const full = join(folder, 'full')
  await fillLog(full, { batches: BATCHES, model: batchOf(release, { events: EVENTS }), config, plans })

  let copies = 0
  const openCopy = () => {
    const dir = join(folder, `log-${copies++}`)
    cpSync(full, dir, { recursive: true })
    return openLocalLog({ dir })
  }
  const emptied = async (): Promise<void> => {
    for (const table of ['events', 'quarantine']) {
      await store.query({ sql: `TRUNCATE TABLE shop.${table}`, settings: { wait_end_of_query: 1 } })
    }
  }

  const processed = async (onInsert: (rows: Inserted[]) => void): Promise<number> => {
    await emptied()
    const log = await openCopy()
    const to = watched(store, onInsert)
    const began = cpuS()
    const logger = pino({ level: 'silent' })
    const deps = { log, store: to.store, projects: config.projects, plans, logger, metrics: new Registry() }
    const processor = await startProcessor(deps)
    await to.all
    const cpu = cpuS() - began
    await processor.close()
    await log.close()
    return cpu
  }

  const bare = async (inserts: readonly Inserted[][]): Promise<number> => {
    await emptied()
    const log = await openCopy()
    const all = Promise.withResolvers<void>()
    let read = 0
    const began = cpuS()
    const consumer = await log.consume({
      group: 'bare',
      onAssigned: async ({ earliest }) => earliest,
      onRevoked: async () => {},
      onBatch: async ({ records }) => {
        for (const { value } of records) read += JSON.parse(value.toString()).events.length
        if (read >= ROWS) all.resolve()
      },
    })
    await all.promise
    const generations = await store.fence({ project: 'shop', logId: log.id, partitions: [0] })
    for (const parts of inserts) {
      const packed: Packed[] = []
      for (const rows of parts) packed.push(await store.pack({ ...rows, generations }))
      await store.write(packed)
    }
    const cpu = cpuS() - began
    await consumer.close()
    await log.close()
    return cpu
  }

  try {
    const inserts: Inserted[][] = []
    await processed(rows => inserts.push(rows))
    await bare(inserts)
    const cpu: { processor: number[]; bare: number[] } = { processor: [], bare: [] }
    for (let round = 0; round < ROUNDS; round++) {
      cpu.bare.push(await bare(inserts))
      cpu.processor.push(await processed(() => {}))
    }
    const [loop, all] = [median(cpu.bare), median(cpu.processor)]
    const line = (name: string, seconds: number): string =>
      `${name.padEnd(36)}${((seconds * 1e6) / ROWS).toFixed(1).padStart(8)} µs a row${(ROWS / seconds).toFixed(0).padStart(10)} rows/CPU s\n`
    process.stdout.write(`${ROWS} events in ${BATCHES} batches, ${inserts.length} inserts\n`)
    process.stdout.write(line('read, parse, insert the same rows', loop))
    process.stdout.write(line('the stream processor', all))
    process.stdout.write(`ratio ${(loop / all).toFixed(2)}\n`)
  } finally {
    await store.close()
    rmSync(folder, { recursive: true, force: true })
  }
}
