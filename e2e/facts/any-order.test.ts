import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { migrateProject } from '@maidian/analytics'
import { type EmbeddedStore, type LocalLog, openLocalLog, startEmbeddedStore } from '@maidian/engines'
import { sampleHeader } from '@maidian/engines/testing'
import { createLogger, parseConfig } from '@maidian/service'
import { type Processor, startProcessor } from '@maidian/stream-processor'
import fc from 'fast-check'
import { Registry } from 'prom-client'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { testFolder } from '../harness/folder.ts'
import { type Told, tell } from './oracle.ts'
import { type Batch, world } from './world.ts'

const { projects } = parseConfig(`projects:
  - {name: first, sources: [{key: wk_1, kind: server}]}
  - {name: second, sources: [{key: wk_2, kind: server}]}
`)
const folder = testFolder('facts')
let store: EmbeddedStore
let log: LocalLog
let processor: Processor
beforeAll(async () => {
  store = await startEmbeddedStore({ dir: join(folder, 'store'), projects: ['first', 'second'] })
  for (const { name } of projects) await migrateProject(store, projects)(name, null)
  log = await openLocalLog({ dir: join(folder, 'log'), floorBytes: 0 })
  const logger = createLogger({ name: 'test', level: 'silent' })
  processor = await startProcessor({ log, store, projects, logger, metrics: new Registry() })
})
afterAll(async () => {
  await processor.close()
  await log.close()
  await store.close()
})

const send = async (project: string, batches: readonly Batch[]): Promise<void> => {
  const header = sampleHeader({ project, kind: 'server' })
  await Promise.all(
    batches.map(batch => log.append({ partition: 0, header, value: Buffer.from(JSON.stringify(batch)) })),
  )
}

const rowsOf = <Row>(sql: string): Promise<Row[]> => store.query<Row>({ sql })

/** What is stored of one world, with persons by name. */
const stored = async (project: string, { name, serial }: { name: string; serial: number }): Promise<Told> => {
  const ours = `endsWith(toString(event_id), '${String(serial).padStart(12, '0')}')`
  const events = await rowsOf<{ event_id: string; person_key: string }>(
    `SELECT event_id, person_key FROM ${project}.all_events_unfiltered WHERE ${ours}`,
  )
  const keys = await rowsOf<{ name: string; key: string }>(
    `SELECT name, sipHash64(name) AS key FROM (SELECT arrayJoin(arrayConcat(
      arrayMap(n -> concat('u:${name}-u', toString(n)), range(3)), arrayMap(n -> concat('d:${name}-', n), ['a', 'b', 'c', 'd', 'e']))) AS name)`,
  )
  const nameOf = new Map(keys.map(row => [row.key, row.name]))
  const profiles = await rowsOf<{ person_key: string; id: string; properties: Record<string, string> }>(
    `SELECT person_key, id, properties FROM ${project}.profiles WHERE startsWith(id, '${name}-')`,
  )
  for (const { person_key, id } of profiles) expect(nameOf.get(person_key)?.slice(2)).toBe(id)
  const items = await rowsOf<{ item_id: string; attributes: Record<string, string> }>(
    `SELECT item_id, attributes FROM ${project}.items WHERE kind = 'product' AND startsWith(item_id, '${name}-')`,
  )
  return {
    events: Object.fromEntries(events.map(row => [row.event_id, nameOf.get(row.person_key) ?? row.person_key])),
    profiles: Object.fromEntries(profiles.map(row => [nameOf.get(row.person_key), row.properties])),
    items: Object.fromEntries(items.map(row => [row.item_id, row.attributes])),
  }
}

const arrived = async (project: string, serial: number, count: number): Promise<void> => {
  for (;;) {
    const [row] = await rowsOf<{ n: string }>(
      `SELECT count() AS n FROM ${project}.events WHERE endsWith(toString(event_id), '${String(serial).padStart(12, '0')}')`,
    )
    if (Number(row?.n) >= count) return
    await sleep(20)
  }
}

let serial = 0

const nextWorld = (): { name: string; serial: number } => {
  serial += 1
  return { name: `w${serial}`, serial }
}

/** Batches, and the same in another order, some of them more than once. */
const twice = fc.constant(null).chain(() => {
  const at = nextWorld()
  return world(at.name, at.serial).chain(batches =>
    fc.record({
      at: fc.constant(at),
      batches: fc.constant(batches),
      shuffled: fc
        .array(fc.constantFrom(...batches), { maxLength: 5 })
        .chain(again => fc.shuffledSubarray([...batches, ...again], { minLength: batches.length + again.length })),
    }),
  )
})

/** Sends the same records to both projects, each in its own order, and holds what is stored against the oracle. */
const holds = async (
  at: { name: string; serial: number },
  batches: readonly Batch[],
  shuffled: readonly Batch[],
): Promise<Told> => {
  await Promise.all([send('first', batches), send('second', shuffled)])
  const count = batches.flatMap(({ events }) => events).length
  await Promise.all(['first', 'second'].map(project => arrived(project, at.serial, count)))
  await Promise.all(['first', 'second'].map(project => store.reloadPersons(project)))
  const expected = tell(batches)
  expect(await stored('first', at)).toEqual(expected)
  expect(await stored('second', at)).toEqual(expected)
  return expected
}

test('persons, profiles, items and rows are those of the records, in whatever order and however often they come', async () => {
  await fc.assert(
    fc.asyncProperty(twice, ({ at, batches, shuffled }) => holds(at, batches, shuffled).then(() => {})),
    // No shrinking: a world is stored under its own names, once.
    { numRuns: 60, endOnFailure: true },
  )
})

test('devices joined by an id are known by the first to say an id that they share, not one of its own', async () => {
  const at = nextWorld()
  const said = (n: number, device: string, ids: Record<string, string>): Batch => ({
    device: `${at.name}-${device}`,
    events: [
      {
        id: `${String(n).padStart(8, '0')}-0000-7000-8000-${String(at.serial).padStart(12, '0')}`,
        event: '$identify',
        time: Date.UTC(2026, 10, 1) + n * 1000,
        props: { ids },
      },
    ],
  })
  const own = { openid: `${at.name}-o0` }
  const shared = { unionid: `${at.name}-o1` }
  const batches = [said(1, 'd', own), said(2, 'c', shared), said(3, 'd', shared)]
  const { events } = await holds(at, batches, [...batches].reverse())
  expect(new Set(Object.values(events))).toEqual(new Set([`d:${at.name}-c`]))
})
