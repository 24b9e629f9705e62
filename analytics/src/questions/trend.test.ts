import type { TrendAnswer, UsersAnswer } from '@maidian/schemas'
import { createFitProps, planColumns } from '@maidian/tracking-plan'
import { nextOf } from '@maidian/tracking-plan/testing'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { byPerson } from '../oracle/world.ts'
import { startTestApp, type TestApp } from '../testing/app.ts'
import { testEvent } from '../testing/event.ts'
import { seeded } from '../testing/random.ts'

const plan = nextOf({
  'plan.yaml': 'plan: shop\nlanguages: [zh, en]\ndefaults: {owner: growth}\n',
  'properties/a.yaml': 'price: {type: decimal, scale: 2, unit: CNY, say: {zh: 单价, en: unit price}}\n',
  'events/buy.yaml':
    'event: buy\ntitle: {zh: 购买, en: Buy}\nfires: {when: {zh: 支付后, en: once paid}}\nsources: {web: true}\nprops: [price]\n',
})
const columns = planColumns([plan])
const fit = createFitProps(columns)
const PROJECT = { name: 'shop', timezone: 'Asia/Shanghai', columns, plan }
const DAY = 86_400_000
/** Midnight in Shanghai. */
const START = Date.UTC(2026, 10, 1, 16)
const NOW = START + 4 * DAY

const random = seeded(7)
const events = Array.from({ length: 300 }, (_, n) => {
  const buys = random.once(3)
  const price = (1 + random.below(500)) / 100
  return testEvent(n, {
    name: buys ? 'buy' : 'view',
    ts: START + random.below(3) * DAY + random.below(2) * (DAY - 1),
    device: `d-${random.below(20)}`,
    session: random.pick(['', 's-1', 's-2', 's-3']),
    browser: random.pick(['', 'Chrome', 'Edge', 'Safari']),
    bot: random.once(20),
    planned: buys && !random.once(5) ? fit({ price }).planned : {},
    props: random.once(2) ? { depth: random.pick(['1', '2.5', 'deep']) } : {},
  })
})
const identities = [0, 1, 2].map(n => ({
  device: `d-${n}`,
  user: 'u-1',
  ts: START,
  event_id: events[n]?.event_id ?? '',
}))
const range = { from: '2026-11-02', to: '2026-11-04' }

let app: TestApp
beforeAll(async () => {
  app = await startTestApp([PROJECT], NOW)
  await app.server.load('shop', { events, identities })
})
afterAll(() => app.close())

const ask = (question: object): Promise<TrendAnswer> => app.ask('trend', { ...range, ...question })
const points = ({ series }: TrendAnswer): (number | null)[][] =>
  series.map(line => line.points.map(([, value]) => value))

type Event = (typeof events)[number]
const perDay = <T>(name: string, of: (own: Event[]) => T, some = events): T[] =>
  [0, 1, 2].map(day => of(some.filter(e => e.name === name && !e.bot && Math.floor((e.ts - START) / DAY) === day)))
const users = (own: Event[]): number => byPerson(own, { events, identities }).size
const prices = (own: Event[]): number[] =>
  own.flatMap(e => (e.planned.p_price == null ? [] : [Number(e.planned.p_price)]))
const sum = (numbers: readonly number[]): number => Number(numbers.reduce((total, n) => total + n, 0).toFixed(2))
const quantile =
  (q: number) =>
  (numbers: readonly number[]): number => {
    const sorted = numbers.toSorted((a, b) => a - b)
    const at = q * (sorted.length - 1)
    const [low, high] = [sorted[Math.floor(at)] as number, sorted[Math.ceil(at)] as number]
    return low + (high - low) * (at - Math.floor(at))
  }

test('each measure is what plain code over the events says', async () => {
  const buy = (measure: string, of?: string) => ({ event: 'buy', measure, ...(of && { of }) })
  const told = points(
    await ask({
      series: [
        { event: 'view' },
        buy('users'),
        buy('sessions'),
        buy('sum', 'price'),
        buy('avg', 'price'),
        buy('median', 'price'),
        buy('p95', 'price'),
        buy('per_user'),
        buy('per_user', 'price'),
        { event: 'view', measure: 'sum', of: 'depth' },
      ],
    }),
  )
  const depths = (own: Event[]): number[] => own.map(e => Number(e.props.depth)).filter(n => Number.isFinite(n))
  const expected = [
    perDay('view', own => own.length),
    perDay('buy', users),
    perDay('buy', own => new Set(own.map(e => e.session).filter(Boolean)).size),
    perDay('buy', own => sum(prices(own))),
    perDay('buy', own => prices(own).reduce((total, n) => total + n, 0) / prices(own).length),
    perDay('buy', own => quantile(0.5)(prices(own))),
    perDay('buy', own => quantile(0.95)(prices(own))),
    perDay('buy', own => own.length / users(own)),
    perDay('buy', own => sum(prices(own)) / users(own)),
    perDay('view', own => sum(depths(own))),
  ]
  for (const [i, line] of expected.entries())
    for (const [day, value] of line.entries()) expect(told[i]?.[day], `${i} ${day}`).toBeCloseTo(value, 9)
})

test('a formula is over the series, and null where it divides by zero', async () => {
  const series = [
    { event: 'buy', measure: 'sum', of: 'price' },
    { event: 'buy', measure: 'users' },
  ]
  const answer = await ask({ series, formula: 'A / B * 100', to: '2026-11-05' })
  const [line = []] = points(answer)
  const expected = perDay('buy', own => (sum(prices(own)) / users(own)) * 100)
  for (const [day, value] of expected.entries()) expect(line[day]).toBeCloseTo(value, 6)
  expect(line[3]).toBe(null)
  const rows = await app.server.analyst.query<{ formula: number }>({ sql: answer.sql })
  expect(rows.map(row => row.formula)).toEqual(line.slice(0, 3))
})

test('groups are those with the most users, the others joined by event', async () => {
  const answer = await ask({
    series: [{ event: 'view' }, { event: 'buy', measure: 'users' }],
    breakdown: { by: ['$browser'], limit: 2 },
  })
  const value = (browser: string): string[] => [browser]
  const own = events.filter(e => !e.bot)
  const ranked = ['', 'Chrome', 'Edge', 'Safari']
    .map(browser => ({ browser, users: users(own.filter(e => e.browser === browser)) }))
    .sort((a, b) => b.users - a.users || (a.browser < b.browser ? -1 : 1))
    .map(({ browser }) => browser)
  const groups = [...ranked.slice(0, 2).map(browser => [browser]), ranked.slice(2)]
  expect(answer.series.map(line => [line.name, line.value])).toEqual(
    ['view', 'buy'].flatMap(name => [...ranked.slice(0, 2).map(value), ['Other']].map(told => [name, told])),
  )
  expect(points(answer)).toEqual([
    ...groups.map(some => perDay('view', mine => mine.filter(e => some.includes(e.browser)).length)),
    ...groups.map(some => perDay('buy', mine => users(mine.filter(e => some.includes(e.browser))))),
  ])
})

test('compare tells the range before by its own days', async () => {
  const answer = await ask({ series: [{ event: 'view' }], from: '2026-11-03', to: '2026-11-04', compare: 'previous' })
  const [, second, third] = perDay('view', own => own.length)
  expect(points(answer)).toEqual([[second, third]])
  expect(answer.compare?.[0]?.points).toEqual([
    ['2026-11-01', 0],
    ['2026-11-02', perDay('view', own => own.length)[0]],
  ])
})

test('weeks and months are cut at the range; users of a day are those of the view', async () => {
  const week = await ask({ series: [{ event: null }], interval: 'week' })
  const all = events.filter(e => !e.bot)
  expect(week.series[0]?.points).toEqual([['2026-11-02', all.length]])
  const month = await ask({ series: [{ event: null }], interval: 'month', from: '2026-11-03' })
  expect(month.series[0]?.points).toEqual([['2026-11-01', all.filter(e => e.ts >= START + DAY).length]])
  const daily = await ask({ series: [{ event: null, measure: 'users' }] })
  const rows = await app.server.analyst.query<{ day: string; n: string }>({
    sql: 'SELECT day, uniq(person_key) AS n FROM shop.all_events GROUP BY day ORDER BY day',
  })
  expect(daily.series[0]?.points).toEqual(rows.map(row => [row.day, Number(row.n)]))
})

test.each([
  ['series[0].of', { series: [{ event: 'a', measure: 'sum' }] }],
  ['series[0].of', { series: [{ event: 'a', measure: 'users', of: 'price' }] }],
  ['series[1].where.$y', { series: [{ event: 'a' }, { event: 'a', where: { $y: 1 } }] }],
  ['formula', { series: [{ event: 'a' }], formula: 'A/B' }],
  ['breakdown.by[0]', { series: [{ event: 'a' }], breakdown: { by: ['$y'] } }],
  ['interval', { series: [{ event: 'a' }], interval: 'hour', from: '2025-01-01' }],
  ['compare.from', { series: [{ event: 'a' }], compare: { from: '2026-11-02', to: '2026-11-01' } }],
])('is refused by the path %s', async (path, question) => {
  expect(await app.post('trend', { ...range, ...question })).toMatchObject({ status: 400, body: { error: { path } } })
})

test('hostile names and values mean what they say', async () => {
  const hostile = ["'; DROP TABLE x --", '{x:String}', '\\', '\0', '😀"`', "a' OR '1'='1"]
  const where = { any: hostile.map(text => ({ [text]: text })) }
  const answer = await ask({ series: [{ event: null, where }], breakdown: { by: hostile.slice(0, 4) } })
  expect(answer.series).toEqual([])
  expect(await app.server.analyst.query({ sql: answer.sql })).toEqual([])
  const people = await app.ask<UsersAnswer>('users', {
    funnel: {
      ...range,
      steps: [{ event: null, where }],
      same: hostile.slice(0, 2),
      order: 'strict',
      exclude: [{ event: hostile[0] }],
    },
    step: 1,
  })
  expect(await app.server.analyst.query({ sql: people.sql })).toEqual([])
})
