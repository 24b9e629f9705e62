import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type EmbeddedStore, type EventStore, type LocalLog, openLocalLog, startEmbeddedStore } from '@maidian/engines'
import { sampleHeader, sampleId } from '@maidian/engines/testing'
import { createLogger, parseConfig } from '@maidian/service'
import { startProcessor } from '@maidian/stream-processor'
import { Registry } from 'prom-client'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { forgetPerson } from './forget-person.ts'

const { projects } = parseConfig(`projects:
  - name: shop
    sources: [{key: wk_server, kind: server}]
`)
const folder = mkdtempSync(join(tmpdir(), 'maidian-forget-'))
let store: EmbeddedStore
let log: LocalLog
beforeAll(async () => {
  store = await startEmbeddedStore({ dir: join(folder, 'store'), projects: ['shop'] })
  await store.migrate({ projects, views: () => [] })
  log = await openLocalLog({ dir: join(folder, 'log'), floorBytes: 0 })
})
afterAll(async () => {
  await log.close()
  await store.close()
  rmSync(folder, { recursive: true, force: true })
})

const counts = async (where: string): Promise<Record<string, number>> => {
  const tables = ['events', 'identities', 'identity_ids', 'profile_operations']
  const rows = await store.query<{ name: string; n: string }>({
    sql: tables
      .map(name => `SELECT '${name}' AS name, count() AS n FROM shop.${name} WHERE ${where}`)
      .join(' UNION ALL '),
  })
  return Object.fromEntries(rows.map(({ name, n }) => [name, Number(n)]))
}

test.each(['identities', 'profile_operations', 'events'] as const)(
  'what was on its way into %s when its person was forgotten does not arrive',
  async table => {
    const user = `u-${table}`
    const asleep = Promise.withResolvers<void>()
    const awake = Promise.withResolvers<void>()
    const slow: EventStore = {
      ...store,
      write: async packed => {
        const theirs = packed.some(one => one.table === table && one.parts.some(({ bytes }) => bytes.includes(user)))
        if (theirs) {
          asleep.resolve()
          await awake.promise
        }
        return store.write(packed)
      },
    }
    const logger = createLogger({ name: 'test', level: 'silent' })
    const processor = await startProcessor({ log, store: slow, projects, logger, metrics: new Registry() })
    const time = Date.now() - 1000
    const n = ['identities', 'profile_operations', 'events'].indexOf(table) * 10
    const send = (events: object[]) =>
      log.append({
        partition: 0,
        header: sampleHeader({ kind: 'server', received: Date.now() }),
        value: Buffer.from(JSON.stringify({ device: `d-${table}`, events })),
      })
    await send([
      { id: sampleId(n + 1), event: '$identify', time, user, props: { ids: { openid: `o-${table}` } } },
      { id: sampleId(n + 2), event: '$profile_set', time, user, props: { properties: { city: 'x' } } },
    ])
    await asleep.promise
    await forgetPerson(store, { project: 'shop', whom: { user }, by: 'me', dryRun: false })
    awake.resolve()
    await send([{ id: sampleId(n + 3), event: 'bye', time, user: 'u-other' }])
    const arrived = async () => expect((await counts(`event_id = '${sampleId(n + 3)}'`)).events).toBe(1)
    await vi.waitFor(arrived, { timeout: 20_000, interval: 50 })
    await processor.close()
    expect(await counts(`user = '${user}'`)).toEqual({
      events: 0,
      identities: 0,
      identity_ids: 0,
      profile_operations: 0,
    })
  },
)
