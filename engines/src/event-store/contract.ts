import { EventRow, type QuarantineRow } from '@maidian/schemas'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sampleEvent, sampleId as uuid } from '../testing/sample-event.ts'
import type { EventStore } from './port.ts'

const sampleQuarantine = (n: number): QuarantineRow => ({
  event_id: uuid(n),
  name: '',
  ts: Date.UTC(2026, 10, 1),
  received: Date.UTC(2026, 10, 1),
  source: 'web',
  sdk: '',
  app_version: '',
  raw: '{"id":1}',
  header: '',
  reasons: ['event.id'],
  plan: '',
  debug: '',
  log_id: 'log-a',
  log_partition: 0,
  log_offset: n,
  log_index: 0,
})

/** What every event store must do. `open` gives a store with a project that no other suite uses. */
export const eventStoreContract = (name: string, open: () => Promise<{ store: EventStore; project: string }>): void => {
  describe(`event store: ${name}`, () => {
    let store: EventStore
    let project: string
    const target = () => ({
      projects: [{ name: project, timezone: 'Asia/Shanghai' }],
      views: () => [{ name: 'names', sql: `SELECT name FROM ${project}.events`, comment: "it's a view · 视图" }],
    })
    beforeAll(async () => {
      ;({ store, project } = await open())
      await store.migrate(target())
    })
    afterAll(() => store.close())

    test('migrating twice, and twice at once, changes nothing', async () => {
      await Promise.all([store.migrate(target()), store.migrate(target())])
      const tables = await store.query<{ name: string }>({ sql: `SHOW TABLES FROM ${project}` })
      expect(tables.map(table => table.name)).toContain('events')
      expect(await store.query({ sql: `SELECT count() AS n FROM ${project}.names` })).toEqual([{ n: '0' }])
    })

    test('the columns of events are those of the schema, user_key and the generation', async () => {
      const columns = await store.query<{ name: string }>({ sql: `DESCRIBE TABLE ${project}.events` })
      const expected = [
        ...Object.keys(EventRow.shape).filter(name => name !== 'planned'),
        'user_key',
        'log_generation',
      ].sort()
      expect(columns.map(column => column.name).sort()).toEqual(expected)
    })

    test('a row comes back as it was written', async () => {
      const row = sampleEvent(1, {
        user: 'u-1',
        seq: 7,
        flags: ['time_clamped'],
        bot: true,
        props: { 'it"s': "quote ' \\ 引号 \u0000 😀", n: '1.50' },
        ts: Date.UTC(2026, 10, 1, 12, 30, 45, 678),
      })
      await store.insert({ project, table: 'events', rows: [row] })
      const [back] = await store.query<Record<string, unknown>>({
        sql: `SELECT *, toUnixTimestamp64Milli(ts) AS ms, user_key = sipHash64('u:u-1') AS keyed
          FROM ${project}.events WHERE event_id = {id:UUID}`,
        params: { id: row.event_id },
      })
      expect(back).toMatchObject({
        name: row.name,
        ms: String(row.ts),
        flags: row.flags,
        seq: '7',
        bot: true,
        props: row.props,
        device: 'd-1',
        keyed: 1,
      })
    })

    test('ids are found with where in the log they came from; unknown ids are not', async () => {
      await store.insert({ project, table: 'events', rows: [sampleEvent(10), sampleEvent(11)] })
      await store.insert({ project, table: 'quarantine', rows: [sampleQuarantine(12)] })
      const found = await store.find(project, [uuid(10), uuid(12), uuid(13)])
      expect([...found.events.keys()]).toEqual([uuid(10)])
      expect(found.events.get(uuid(10))).toEqual({ log_id: 'log-a', log_partition: 0, log_offset: 10, log_index: 0 })
      expect([...found.quarantine.keys()]).toEqual([uuid(12)])
    })

    test('looking ids up reads a few granules, not the table', async () => {
      const rows = Array.from({ length: 60_000 }, (_, i) => sampleEvent(100_000 + i))
      await store.insert({ project, table: 'events', rows })
      const ids = Array.from({ length: 100 }, (_, i) => uuid(130_000 + i))
      const found = await store.find(project, ids)
      expect(found.events.size).toBe(100)
      const plan = await store.query<{ explain: string }>({
        sql: `EXPLAIN indexes = 1 SELECT event_id FROM ${project}.events
          WHERE toUInt128(event_id) IN (SELECT toUInt128(arrayJoin(['${ids.join("','")}']::Array(UUID))))`,
      })
      expect(plan.map(line => line.explain).join('\n')).toContain('by_id')
    })

    test('a device belongs to the first user by event time, whatever arrives first', async () => {
      const link = (user: string, ts: number, n: number) => ({ device: 'phone', user, ts, event_id: uuid(n) })
      await store.insert({ project, table: 'identities', rows: [link('late', 2000, 21)] })
      const user = async () =>
        (
          await store.query<{ user: string }>({
            sql: `SELECT dictGet('${project}.persons', 'user', sipHash64('d:phone')) AS user`,
          })
        )[0]?.user
      const becomes = async (expected: string) => {
        const end = Date.now() + 10_000
        while ((await user()) !== expected && Date.now() < end) await new Promise(resolve => setTimeout(resolve, 50))
        expect(await user()).toBe(expected)
      }
      await becomes('late')
      await store.insert({ project, table: 'identities', rows: [link('early', 1000, 20), link('late', 2000, 21)] })
      await becomes('early')
    })

    test('devices that share an id are one person, and a user of one of them is the user of all that have none', async () => {
      const said = (device: string, id: string, ts: number, user = '') => ({
        ...{ kind: 'unionid', id, device, user, ts: Date.UTC(2026, 10, 1) + ts, event_id: uuid(900 + ts) },
      })
      const names = ['mini', 'h5', 'far', 'own'].map(one => `'${one}'`).join()
      const persons = async () => {
        await store.reloadPersons(project)
        const rows = await store.query<{ id: string; person: string }>({
          sql: `SELECT arrayJoin([${names}]) AS id, dictGetOrDefault('${project}.persons', 'id', sipHash64(concat('d:', id)), id) AS person`,
        })
        return Object.fromEntries(rows.map(({ id, person }) => [id, person]))
      }
      const ids = [said('mini', 'o1', 2), said('h5', 'o1', 1), said('h5', 'o2', 3), said('far', 'o2', 4)]
      await store.insert({ project, table: 'identity_ids', rows: ids })
      expect(await persons()).toEqual({ mini: 'h5', h5: 'h5', far: 'h5', own: 'own' })

      const link = { device: 'own', user: 'u-own', ts: Date.UTC(2026, 10, 2), event_id: uuid(920) }
      await store.insert({ project, table: 'identities', rows: [link] })
      await store.insert({
        project,
        table: 'identity_ids',
        rows: [said('own', 'o2', 5), said('own', 'o1', 6, 'u-late')],
      })
      expect(await persons()).toEqual({ mini: 'u-own', h5: 'u-own', far: 'u-own', own: 'u-own' })

      const undo = { device: 'own', user: '', kind: 'unionid', id: 'o2', until: Date.UTC(2026, 10, 3), by: 'me' }
      await store.insert({ project, table: 'identity_undone', rows: [{ ...undo, undone: true }] })
      // What is sent again was undone, too.
      await store.insert({ project, table: 'identity_ids', rows: [said('own', 'o2', 5)] })
      expect(await persons()).toMatchObject({ mini: 'u-late', own: 'u-own' })
      await store.insert({ project, table: 'identity_undone', rows: [{ ...undo, undone: false }] })
      expect(await persons()).toMatchObject({ mini: 'u-own' })
    })

    test('a person is removed from every table, and nobody else; what they do later stays', async () => {
      const until = Date.UTC(2026, 10, 20)
      const at = { ts: until - 1000, received: until - 500 }
      const event = (n: number, over: object) => sampleEvent(n, { ...at, ...over })
      await store.insert({
        project,
        table: 'events',
        rows: [
          event(400, { user: 'u-gone', device: 'd-gone' }),
          event(401, { device: 'd-gone' }),
          event(402, { user: 'u-stays', device: 'd-gone' }),
          event(403, { user: 'u-gone', ts: until + 1, received: until + 1 }),
          event(404, { user: 'u-gone', ts: until - 1, received: until + 1 }),
        ],
      })
      const held = (n: number, raw: object, reasons = ['event.name']) => ({
        ...{ ...sampleQuarantine(n), ...at, raw: JSON.stringify(raw), reasons },
      })
      await store.insert({
        project,
        table: 'quarantine',
        rows: [
          held(410, { device: 'd-gone', events: [{ event: 'x' }] }),
          held(411, { device: 'd-other', events: [{ event: 'x', user: 'u-gone' }] }),
          held(412, { device: 'd-gone', user: 'u-stays', events: [{}] }),
          held(413, { events: [{ user: 'u-stays' }, { user: 'u-gone' }] }, ['record.project']),
        ],
      })
      const link = { ts: until - 1000, event_id: uuid(420) }
      const rows = [
        { ...link, device: 'd-gone', user: 'u-gone' },
        { ...link, device: 'd-gone', user: 'u-stays', ts: until - 900 },
      ]
      await store.insert({ project, table: 'identities', rows })
      const operation = { property: 'city', operation: 'set' as const, value: 'x', ...link }
      await store.insert({
        project,
        table: 'profile_operations',
        rows: ['u-gone', 'u-stays'].map(user => ({ ...operation, user, device: 'd-gone' })),
      })
      const erasure = { project, user: 'u-gone', devices: ['d-gone'], until }
      const counted = { events: 3, quarantine: 3, identities: 1, identity_ids: 0, identity_undone: 0 }
      const expected = { ...counted, profile_operations: 1 }
      expect(await store.erase({ ...erasure, dryRun: true })).toEqual(expected)
      expect(await store.erase(erasure)).toEqual(expected)
      expect(await store.erase(erasure)).toEqual(Object.fromEntries(Object.keys(expected).map(table => [table, 0])))
      const found = await store.find(project, [400, 401, 402, 403, 404, 410, 411, 412, 413].map(uuid))
      expect([...found.events.keys()].sort()).toEqual([402, 403].map(uuid))
      expect([...found.quarantine.keys()]).toEqual([uuid(412)])
    })

    test('rows are kept as long as the project says, from when they were received', async () => {
      const days = 864e5
      const received = (ago: number) => ({ ts: Date.now() - 90 * days, received: Date.now() - ago * days })
      const kept = async (ids: number[]) => (await store.find(project, ids.map(uuid))).events.size
      const keep = (retention: { days: number } | null | undefined) => {
        const { projects, views } = target()
        return store.migrate({
          projects: projects.map(one => ({ ...one, ...(retention !== undefined && { retention }) })),
          views,
        })
      }
      const ttl = async () =>
        store.query({
          sql: `SELECT name FROM system.tables WHERE database = '${project}' AND create_table_query LIKE '%toIntervalDay(30)%' ORDER BY name`,
        })
      await store.insert({
        project,
        table: 'events',
        rows: [sampleEvent(501, received(40)), sampleEvent(502, received(20))],
      })
      await keep({ days: 30 })
      await keep({ days: 30 })
      await keep(undefined)
      const end = Date.now() + 20_000
      while ((await kept([501])) > 0 && Date.now() < end) await new Promise(resolve => setTimeout(resolve, 50))
      expect(await kept([501])).toBe(0)
      expect(await kept([502])).toBe(1)
      expect(await ttl()).toEqual([{ name: 'client_loss' }, { name: 'events' }, { name: 'quarantine' }])
      await keep(null)
      expect(await ttl()).toEqual([])
      await store.insert({ project, table: 'events', rows: [sampleEvent(503, received(400))] })
      expect(await kept([503])).toBe(1)
    })

    test('a loss told again counts once', async () => {
      const loss = (n: number) => ({ stream: 's', reason: 'queue_full', source: 'web', sdk: 'x', received: 1000, n })
      await store.insert({ project, table: 'client_loss', rows: [loss(2)] })
      await store.insert({ project, table: 'client_loss', rows: [loss(5), loss(2)] })
      expect(
        await store.query({ sql: `SELECT max(n) AS n FROM ${project}.client_loss GROUP BY stream, reason` }),
      ).toEqual([{ n: '5' }])
    })

    test('who took a partition over inserts, and who had it before does not', async () => {
      const insert = (n: number, generations: ReadonlyMap<number, number>) =>
        store.insert({
          project,
          table: 'events',
          rows: [sampleEvent(n, { log_id: 'log-f', log_partition: 3 })],
          generations,
        })
      const held = (n: number, generations: ReadonlyMap<number, number>) =>
        store.insert({
          project,
          table: 'quarantine',
          rows: [{ ...sampleQuarantine(n), log_id: 'log-f', log_partition: 3 }],
          generations,
        })
      const said = (n: number, generations: ReadonlyMap<number, number>) =>
        store.insert({
          project,
          table: 'identities',
          rows: [{ device: 'd-f', user: 'u-f', ts: n, event_id: uuid(n), log_id: 'log-f', log_partition: 3 }],
          generations,
        })
      const take = () => store.fence({ project, logId: 'log-f', partitions: [3, 4] })
      const first = await take()
      await insert(300, first)
      await held(301, first)
      await said(301, first)
      const second = await take()
      await expect(insert(302, first)).rejects.toMatchObject({ code: 'store.fenced' })
      await expect(held(303, first)).rejects.toMatchObject({ code: 'store.fenced' })
      await expect(said(303, first)).rejects.toMatchObject({ code: 'store.fenced' })
      await insert(304, second)
      await held(305, second)
      const ids = [300, 301, 302, 303, 304, 305].map(uuid)
      const found = await store.find(project, ids)
      expect([...found.events.keys(), ...found.quarantine.keys()].sort()).toEqual([300, 301, 304, 305].map(uuid))
    })

    test('of several that take a partition over at once, one can insert', async () => {
      const of = { project, logId: 'log-g', partitions: [0] }
      const taken = await Promise.all(Array.from({ length: 4 }, () => store.fence(of)))
      const inserted = await Promise.allSettled(
        taken.map((generations, i) =>
          store.insert({ project, table: 'events', rows: [sampleEvent(310 + i, { log_id: 'log-g' })], generations }),
        ),
      )
      expect(inserted.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    })

    test('a wrong query is refused for good', async () => {
      await expect(store.query({ sql: 'SELECT nonsense' })).rejects.toMatchObject({
        code: 'store.refused',
        retryable: false,
      })
    })
  })
}
