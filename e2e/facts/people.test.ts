import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Made, made, send } from '../harness/events.ts'
import { testFolder } from '../harness/folder.ts'
import { type Maidian, runCli, startMaidian, until, WITHOUT_PLAN } from '../harness/maidian.ts'

const folder = testFolder('people')
const data = join(folder, 'data')
const config = join(folder, 'maidian.yaml')
let maidian: Maidian
beforeAll(async () => {
  writeFileSync(config, `${readFileSync(WITHOUT_PLAN, 'utf8').trimEnd()}\n    retention: {days: 400}\n`)
  maidian = await startMaidian({ data, config })
})
afterAll(async () => {
  expect(await maidian.stop()).toBe(0)
})

/** Runs a command as an operator, who has the data folder. */
const cli = async (...args: string[]) => {
  const { code, stdout, stderr } = await runCli([...args, '--clickhouse', maidian.clickhouse.url, '--data', data])
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  return stdout
}
const refused = async (...args: string[]) => {
  const { code, stderr } = await runCli([...args, '--clickhouse', maidian.clickhouse.url, '--data', data])
  expect(code).toBe(1)
  return stderr
}
const count = async (table: string, where = 'true'): Promise<number> =>
  Number((await maidian.query<{ n: string }>(`SELECT count() AS n FROM shop.${table} WHERE ${where}`))[0]?.n)
const say = async (device: string, events: Made[]): Promise<Made[]> => {
  const reply = await send(maidian.url, { device, events })
  expect([200, 204]).toContain(reply.status)
  return events
}
const arrived = (events: Made[]) =>
  until('they are stored', async () => {
    const ids = events.map(({ id }) => `'${id}'`).join()
    return (await count('events', `event_id IN (${ids})`)) === events.length
  })
const peopleWho = async (event: string): Promise<number> =>
  Number(
    (
      await maidian.query<{ n: string }>(
        `SELECT uniqExact(person_key) AS n FROM shop.all_events WHERE name = '${event}'`,
      )
    )[0]?.n,
  )

test('two hosts of one person are one by an id, two again when the link is undone, and one when it is done again', async () => {
  const identify = (ids: object) => made('$identify', { props: { ids } })
  const mini = [made('look'), identify({ openid: 'o-1', unionid: 'n-1' })]
  const page = [made('look'), identify({ unionid: 'n-1' })]
  await arrived([...(await say('mini', mini)), ...(await say('page', page))])
  await until('they are one person', async () => (await peopleWho('look')) === 1)

  const listed = JSON.parse(await cli('identity', 'list', '--id', 'unionid=n-1', '--json'))
  expect(listed.map((link: { device: string }) => link.device).sort()).toEqual(['mini', 'page'])
  expect(await refused('identity', 'unlink')).toContain('[identity.whom]')
  expect(await refused('identity', 'unlink', '--device', 'nobody')).toContain('[identity.none]')
  expect(await refused('identity', 'list', '--id', 'n-1')).toContain('[identity.id]')

  const unlinked = await cli('identity', 'unlink', '--device', 'page', '--id', 'unionid=n-1')
  expect(unlinked).toMatch(/^device page — unionid n-1 · .* · undone at /)
  expect(await peopleWho('look')).toBe(2)
  // A client that sends it again changes nothing.
  await say('page', page)
  await arrived(await say('page', [made('again')]))
  expect(await peopleWho('look')).toBe(2)

  expect(await cli('identity', 'relink', '--device', 'page')).toContain('unionid n-1')
  expect(await peopleWho('look')).toBe(1)
  expect(await maidian.query('SELECT action, counts FROM shop.audit ORDER BY at')).toEqual([
    { action: 'identity.unlink', counts: { identity_undone: 1 } },
    { action: 'identity.relink', counts: { identity_undone: 1 } },
  ])
})

test('a forgotten person is nowhere, and does not come back by a client that sends again; what they do later is kept', async () => {
  const past = Date.now() - 60_000
  const phone = [
    made('view_item', { time: past }),
    made('$identify', { time: past + 1, user: 'Li Lei', props: { ids: { openid: 'o-lei' } } }),
    made('$profile_set', { time: past + 2, user: 'Li Lei', props: { properties: { city: '上海' } } }),
    made('purchase', { time: past + 3, user: 'Li Lei' }),
  ]
  const other = [made('purchase', { time: past, user: 'Han Mei' }), made('view_item', { time: past, user: 'Han Mei' })]
  await arrived([...(await say('phone', phone)), ...(await say('laptop', other))])
  const unnamed = [{ ...made('x', { time: past, user: 'Li Lei' }), event: 7 } as unknown as Made]
  await say('phone', unnamed)
  await until('one is in quarantine', async () => (await count('quarantine')) === 1)
  const late = [made('view_item', { time: past }), made('add_to_cart', { time: past, user: 'Li Lei' })]

  expect(await refused('forget')).toContain('[forget.whom]')
  expect(await refused('forget', '--device', 'phone')).toContain('[forget.has_user]')
  const would = JSON.parse(await cli('forget', '--user', 'Li Lei', '--dry-run', '--json'))
  const erased = { events: 4, quarantine: 1, identities: 1, identity_ids: 1, identity_undone: 0, profile_operations: 1 }
  expect(would).toMatchObject({ devices: 1, erased, dryRun: true })
  expect(await cli('forget', '--user', 'Li Lei')).toContain('events 4 · quarantine 1')

  await say('phone', [...phone, ...late, ...unnamed])
  const anew = [made('view_item'), made('purchase', { user: 'Li Lei' })]
  await arrived([...(await say('phone', anew)), ...(await say('laptop', [made('bye', { user: 'Han Mei' })]))])
  const theirs = `user = 'Li Lei' OR device = 'phone'`
  expect(await maidian.query(`SELECT name FROM shop.events WHERE ${theirs} ORDER BY name`)).toEqual([
    { name: 'purchase' },
    { name: 'view_item' },
  ])
  for (const table of ['identities', 'identity_ids', 'profile_operations']) expect(await count(table, theirs)).toBe(0)
  expect(await count('quarantine')).toBe(0)
  expect(await count('events', `user = 'Han Mei'`)).toBe(3)

  const [audit] = await maidian.query<{ subjects: string[]; counts: Record<string, number> }>(
    `SELECT subjects, counts FROM shop.audit WHERE action = 'forget'`,
  )
  expect(audit?.counts.events).toBe(4)
  expect(audit?.subjects).toHaveLength(2)
  expect(JSON.stringify(await maidian.query('SELECT * FROM shop.forgotten, shop.audit'))).not.toMatch(/Lei|phone/)
})

test('what is known of people and of items is a row each', async () => {
  const since = Date.now()
  const at = (n: number, event: string, props: object) => made(event, { time: since + n, props })
  const events = [
    at(0, '$profile_set', { properties: { city: '北京', tags: ['a'] } }),
    at(1, '$profile_append', { properties: { tags: ['b'] } }),
    at(2, '$profile_add', { properties: { visits: 2 } }),
    at(3, '$item_set', { kind: 'product', item_id: 'p-1', attributes: { brand: 'Haier', price: 12.5 } }),
  ]
  await arrived(await say('reader', events))
  expect(await maidian.query(`SELECT properties FROM shop.profiles WHERE id = 'reader'`)).toEqual([
    { properties: { city: '北京', tags: '["a","b"]', visits: '2' } },
  ])
  expect(await maidian.query(`SELECT id FROM shop.profile_values WHERE property = 'visits'`)).toEqual([
    { id: 'reader' },
  ])
  expect(await maidian.query('SELECT kind, item_id, attributes FROM shop.items')).toEqual([
    { kind: 'product', item_id: 'p-1', attributes: { brand: 'Haier', price: '12.5' } },
  ])
})

test('rows are kept for as long as the configuration says', async () => {
  const [table] = await maidian.query<{ statement: string }>('SHOW CREATE TABLE shop.events')
  expect(table?.statement).toContain('TTL toDateTime(received) + toIntervalDay(400)')
})
