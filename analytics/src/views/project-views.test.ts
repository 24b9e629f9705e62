import type { FunnelAnswer, PathsAnswer } from '@maidian/schemas'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { roundedMeans, startTestApp, type TestApp } from '../testing/app.ts'
import { testEvent } from '../testing/event.ts'
import { seeded } from '../testing/random.ts'

const PROJECT = { name: 'shop', timezone: 'Asia/Shanghai' }
const HOUR = 3_600_000
const NOVEMBER = Date.UTC(2026, 9, 31, 16)

/** Two months of a small shop, so that days, windows and months have events on both sides of their ends. */
const events = (() => {
  const random = seeded(7)
  return Array.from({ length: 6000 }, (_, n) => {
    const ts = NOVEMBER + (random.below(61 * 24 * 2) - 10 * 48) * (HOUR / 2) - random.below(2)
    return testEvent(n, {
      name: random.pick(['$page_view', '$page_view', 'view_item', 'add_to_cart', 'purchase']),
      path: random.pick(['/', '/cart', '/cart/', '/product/1']),
      device: `d-${random.below(150)}`,
      ts,
      received: ts,
      bot: random.once(20),
      env: random.once(20) ? 'test' : 'prod',
    })
  })
})()

let app: TestApp
beforeAll(async () => {
  app = await startTestApp([PROJECT], Date.now())
  const identities = Array.from({ length: 40 }, (_, n) => ({
    device: `d-${n}`,
    user: `u-${n % 25}`,
    ts: NOVEMBER,
    event_id: testEvent(n).event_id,
  }))
  await app.server.load('shop', { events, identities })
})
afterAll(() => app.close())

const analyst = <Row>(sql: string): Promise<Row[]> => app.server.analyst.query<Row>({ sql })

test('the funnel view, read by the analyst, is the funnel of the HTTP API', async () => {
  const names = ['view_item', 'add_to_cart', 'view_item', 'purchase']
  for (const [from, to, window] of [
    ['2026-11-01', '2026-11-30', 604_800],
    ['2026-11-05', '2026-11-05', 1800],
    ['2027-06-01', '2027-06-02', 60],
  ] as const) {
    const rows = await analyst<Record<string, unknown>>(
      `SELECT * FROM shop.funnel(steps=['${names.join("','")}'], window=${window}, from='${from}', to='${to}')`,
    )
    const question = { steps: names.map(event => ({ event })), window, from, to }
    const { steps, quality } = await app.ask<FunnelAnswer>('funnel', question)
    const told = rows.map(({ event, users, conversion, conversion_from_previous, mean_s, median_s }) => {
      return { event, users: Number(users), conversion, conversion_from_previous, mean_s, median_s }
    })
    expect(roundedMeans(told)).toEqual(roundedMeans(steps))
    expect(Number(rows[0]?.immature)).toBe(quality.immature)
  }
})

test('the funnel view takes dates as dates, too', async () => {
  const [row] = await analyst<{ users: string }>(
    `SELECT users FROM shop.funnel(steps=['view_item'], window=60, from=toDate('2026-11-01'), to=toDate('2026-11-30'))`,
  )
  expect(Number(row?.users)).toBeGreaterThan(100)
})

test('the funnel view takes up to 32 steps, and says so beyond', async () => {
  const ask = (count: number) =>
    analyst<{ users: string }>(
      `SELECT users FROM shop.funnel(steps=arrayWithConstant(${count}, '$page_view'), window=31536000, from='2026-11-01', to='2026-11-30')`,
    )
  const question = {
    steps: Array(32).fill({ event: '$page_view' }),
    window: '365d',
    from: '2026-11-01',
    to: '2026-11-30',
  }
  const { steps } = await app.ask<FunnelAnswer>('funnel', question)
  expect((await ask(32)).map(row => Number(row.users))).toEqual(steps.map(step => step.users))
  await expect(ask(33)).rejects.toThrow('a funnel has 1 to 32 steps')
  expect(await ask(0)).toEqual([])
})

test('the paths view, read by the analyst, is the paths of the HTTP API', async () => {
  for (const [start, max_steps] of [
    ['', 5],
    ['/cart/', 3],
  ] as const) {
    const rows = await analyst<{ paths: string; users: string }>(
      `SELECT * FROM shop.paths(start='${start}', max_steps=${max_steps}, session_gap=100000, from='2026-11-01', to='2026-11-30')`,
    )
    const question = { max_steps, session_gap: 100_000, from: '2026-11-01', to: '2026-11-30', ...(start && { start }) }
    const { edges } = await app.ask<PathsAnswer>('paths', question)
    expect(edges.length).toBeGreaterThan(5)
    const told = rows.map(row => ({ ...row, paths: Number(row.paths), users: Number(row.users) }))
    expect(roundedMeans(told)).toEqual(roundedMeans(edges))
  }
})

test('all_events leaves out bots and tests, and shows days of the project and persons, never the raw key', async () => {
  const real = events.filter(event => !event.bot && event.env !== 'test')
  const [row] = await analyst<Record<string, string>>(`SELECT count() AS n, uniqExact(person_key) AS people,
    countIf(day = toDate(time)) AS same, toTypeName(any(time)) AS type FROM shop.all_events`)
  expect(Number(row?.n)).toBe(real.length)
  expect(Number(row?.same)).toBe(real.length)
  expect(row?.type).toBe("DateTime64(3, 'Asia/Shanghai')")
  expect(Number(row?.people)).toBeLessThan(new Set(real.map(event => event.device)).size)
  const columns = await analyst<{ name: string }>('DESCRIBE TABLE shop.all_events')
  const names = columns.map(column => column.name)
  expect(names).not.toContain('user_key')
  expect(names).toEqual(expect.arrayContaining(['event_id', 'props', 'time', 'day', 'person_key']))
  const [all] = await analyst<{ n: string }>('SELECT count() AS n FROM shop.all_events_unfiltered')
  expect(Number(all?.n)).toBe(events.length)
})

test('questions read the days and names they ask about, not the month', async () => {
  const { sql } = await app.ask<FunnelAnswer>('funnel', {
    steps: [{ event: 'purchase' }],
    window: '1h',
    from: '2026-11-05',
    to: '2026-11-05',
  })
  const view = `SELECT * FROM shop.funnel(steps=['purchase'], window=3600, from='2026-11-05', to='2026-11-05')`
  for (const asked of [sql, view]) {
    const plan = (await analyst<{ explain: string }>(`EXPLAIN indexes = 1 ${asked}`)).map(row => row.explain).join('\n')
    expect(plan).toMatch(/PrimaryKey[\s│]+Keys:[\s│]+toDate\(ts\)[\s│]+name/)
    expect(plan).toMatch(/Min-Max/)
  }
})
