import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { type Made, made, send } from '../harness/events.ts'
import { testFolder } from '../harness/folder.ts'
import { type LogUnderTest, logsUnderTest } from '../harness/logs.ts'
import { type Maidian, runCli, startMaidian, until, WITHOUT_PLAN } from '../harness/maidian.ts'

const folder = testFolder('backup')
const logs = await logsUnderTest('backup')
afterAll(async () => {
  for (const { kafka } of logs) await kafka?.stop()
})
const placeOf = (name: string): string => join(folder, `monday's ${name}`)

test.each<LogUnderTest>(logs)(
  'backup under load, more events, the store is lost, restore, start: each acknowledged event is there once: $name',
  async ({ name, env }) => {
    const data = join(folder, name)
    const to = placeOf(name)
    const run = (...args: string[]) => runCli([...args, '--data', data], env)
    const failed = async (...args: string[]): Promise<string> => {
      const { code, stderr } = await run(...args)
      expect(code).toBe(1)
      return stderr
    }
    const acknowledged = new Set<string>()
    let maidian: Maidian = await startMaidian({ data, env })
    let n = 0
    /** A visitor of their own, with an id that joins two devices, a profile, and one event that is held. */
    const visit = async (): Promise<void> => {
      const i = n++
      const events: Made[] = [
        made('view'),
        made('$identify', { props: { ids: { unionid: `n-${i >> 1}` } } }),
        made('$profile_set', { props: { properties: { i } } }),
      ]
      const unnamed = { ...made('x'), event: 7 } as unknown as Made
      const reply = await send(maidian.url, { device: `d-${i}`, events: [...events, unnamed] })
      expect(reply.status).toBe(200)
      for (const { id } of [...events, unnamed]) acknowledged.add(id)
    }
    const stored = async (): Promise<string[]> =>
      (
        await maidian.query<{ id: string }>(
          'SELECT toString(event_id) AS id FROM (SELECT event_id FROM shop.events UNION ALL SELECT event_id FROM shop.quarantine)',
        )
      ).map(({ id }) => id)
    const all = () => until('all are stored', async () => (await stored()).length === acknowledged.size)
    const clickhouse = () => ['--clickhouse', maidian.clickhouse.url]

    for (let i = 0; i < 20; i++) await visit()
    await all()
    let sending = true
    const load = (async () => {
      while (sending) await visit()
    })()
    const before = n
    const backup = await run('backup', to, '--config', WITHOUT_PLAN, '--json', ...clickhouse())
    expect([backup.code, backup.stderr]).toEqual([0, ''])
    sending = false
    await load
    expect(n).toBeGreaterThan(before)
    expect(JSON.parse(readFileSync(join(to, 'maidian-backup.json'), 'utf8'))).toMatchObject({
      config: readFileSync(WITHOUT_PLAN, 'utf8'),
      tables: expect.arrayContaining(['shop.events', 'shop.quarantine', 'shop.identity_ids']),
    })
    expect(await failed('backup', to, '--config', WITHOUT_PLAN, ...clickhouse())).toContain('[backup.exists]')
    const known = `File('${join(data, 'clickhouse/backups/known')}')`
    expect(await failed('backup', known, '--config', WITHOUT_PLAN, ...clickhouse())).toContain('[backup.manifest]')
    const file = join(folder, `${name}.json`)
    const there = await run('backup', known, '--manifest', file, '--config', WITHOUT_PLAN, ...clickhouse())
    expect([there.code, there.stderr, existsSync(file)]).toEqual([0, '', true])
    for (let i = 0; i < 11; i++) await visit()
    await all()
    expect(await failed('restore', to)).toContain('[store.locked]')
    expect(await maidian.stop()).toBe(0)
    expect(await failed('restore', to)).toContain('[store.not_empty]')
    expect(await failed('restore', folder)).toContain('[restore.manifest]')

    rmSync(join(data, 'clickhouse'), { recursive: true })
    const restored = await run('restore', to, '--json')
    expect([restored.code, restored.stderr]).toEqual([0, ''])
    const { isSame, moved } = JSON.parse(restored.stdout) as { isSame: boolean; moved: { to: number; end: number }[] }
    expect(isSame).toBe(true)
    expect(moved.reduce((sum, { to, end }) => sum + end - to, 0)).toBeGreaterThan(0)
    maidian = await startMaidian({ data, env })
    await visit()
    await all()
    expect(new Set(await stored())).toEqual(acknowledged)
    // Views, dictionaries and constraints work, and of people nothing is missing.
    await until('devices are persons', async () => {
      const [people] = await maidian.query<{ persons: number; devices: number }>(
        "SELECT uniqExact(person_key)::UInt32 AS persons, uniqExact(device)::UInt32 AS devices FROM shop.all_events WHERE name = 'view'",
      )
      return people?.persons === Math.ceil(n / 2) && people.devices === n
    })
    const [profiles] = await maidian.query('SELECT count()::UInt32 AS n FROM shop.profiles')
    expect(profiles).toEqual({ n: Math.ceil(n / 2) })
    const [table] = await maidian.query<{ statement: string }>('SHOW CREATE TABLE shop.events')
    expect(table?.statement).toContain('CONSTRAINT fenced')
    expect(await maidian.stop()).toBe(0)
  },
)

test('everything is lost, the log, too: what the backup has is there, and the new log is read from its beginning', async () => {
  const elsewhere = join(folder, 'elsewhere')
  const empty = await startMaidian({ data: elsewhere })
  expect(await empty.stop()).toBe(0)
  rmSync(join(elsewhere, 'log'), { recursive: true })
  const restored = await runCli(['restore', placeOf('local'), '--data', elsewhere])
  expect([restored.code, restored.stderr]).toEqual([0, ''])
  expect(restored.stdout).toContain('the log is another one')
  const maidian = await startMaidian({ data: elsewhere })
  const count = async () => Number((await maidian.query<{ n: string }>('SELECT count() AS n FROM shop.events'))[0]?.n)
  const held = await count()
  expect(held).toBeGreaterThanOrEqual(60)
  expect((await send(maidian.url, { device: 'd', events: [made('view')] })).status).toBe(204)
  await until('a new one is stored', async () => (await count()) === held + 1)
  expect(await maidian.stop()).toBe(0)
  expect(existsSync(join(elsewhere, 'clickhouse/backups'))).toBe(true)
})
