import type { RetentionAnswer, RetentionQuestion, RetentionRow, Selector, UsersAnswer } from '@maidian/schemas'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { retention, retentionGroups } from '../oracle/retention.ts'
import type { World } from '../oracle/world.ts'
import { startTestApp, type TestApp } from '../testing/app.ts'
import { caseMaker } from '../testing/cases.ts'
import { caseCount, checkAll, LONGEST_MS } from '../testing/differential.ts'
import { testEvent } from '../testing/event.ts'
import { seeded } from '../testing/random.ts'

const CASES = caseCount(50, 500)
const HOUR = 3_600_000
const PROJECT = { name: 'shop', timezone: 'Asia/Shanghai' }
/** Zone, and the day (UTC) around which the events fall: days of 23, 25 and 24 hours, and one that begins at 01:00. */
const PLACES: [string, number][] = [
  ['America/New_York', Date.UTC(2026, 10, 1)],
  ['America/New_York', Date.UTC(2026, 2, 8)],
  ['Europe/Berlin', Date.UTC(2026, 9, 25)],
  ['Africa/Cairo', Date.UTC(2026, 3, 24)],
  ['Asia/Shanghai', Date.UTC(2026, 10, 1)],
  ['Asia/Kathmandu', Date.UTC(2026, 10, 30)],
]

type Case = { question: RetentionQuestion; range: { from: number; to: number; tz: string }; world: World }

const randomCase = (seed: number): Case => {
  const random = seeded(seed)
  const name = `r${seed}`
  const { event, world } = caseMaker(name, random)
  const [tz, day] = random.pick(PLACES)
  const period = random.pick(['day', 'day', 'week', 'month'] as const)
  const days = period === 'day' ? 5 : period === 'week' ? 25 : 90
  // Half hours, so that the first and last instants of days are met often.
  for (let n = 5 + random.below(40); n > 0; n--)
    event({
      name: random.pick(['open', 'buy', 'look']),
      ts: day + (random.below(days * 48) - days * 24) * (HOUR / 2) - random.below(2),
      props: random.once(2) ? { plan: random.pick(['free', 'paid']) } : {},
      browser: random.pick(['', 'Chrome', 'Safari']),
    })
  const selector = (): Selector =>
    random.once(5)
      ? { event: null }
      : { event: random.pick(['open', 'buy']), ...(random.once(3) && { where: { plan: { not: 'paid' } } }) }
  const from = day - random.below(days * 12) * HOUR
  const to = day + random.below(days * 12) * HOUR
  const question: RetentionQuestion = {
    from: new Date(from).toISOString(),
    to: new Date(to).toISOString(),
    tz,
    where: { case: name },
    period,
    ...(random.once(2) && { week_start: random.pick(['monday', 'sunday']) }),
    ...(random.once(2) && { intervals: 1 + random.below(5) }),
    ...(!random.once(6) && { start: selector() }),
    ...(!random.once(6) && { return: selector() }),
    ...(random.once(2) && { kind: random.pick(['recurring', 'first_time', 'first_ever', 'first_ever']) }),
    ...(random.once(3) && { min_occurrences: 1 + random.below(3) }),
    ...(random.once(3) && { rolling: true }),
    ...(random.once(3) && {
      breakdown: { by: random.pick([['plan'], ['$browser'], ['plan', '$browser']]), limit: 1 + random.below(4) },
    }),
  }
  return { question, range: { from, to, tz }, world }
}

let app: TestApp
const cases = Array.from({ length: CASES }, (_, i) => randomCase(i + 1))
const NOW = Date.UTC(2027, 0, 1)

/** Somebody who opens at 01:30 and again an hour later, when New York's clock shows 01:30 once more. */
const night = ['2026-11-01T01:30:00-04:00', '2026-11-01T01:30:00-05:00', '2027-01-01T00:00:00Z'].map((time, n) =>
  testEvent(900_000 + n, { name: 'open', ts: Date.parse(time), device: 'night', props: { case: 'night' } }),
)

beforeAll(async () => {
  app = await startTestApp([PROJECT], NOW)
  await app.server.load('shop', {
    events: [...cases.flatMap(({ world }) => world.events), ...night],
    identities: cases.flatMap(({ world }) => world.identities),
  })
})
afterAll(() => app.close())

test(
  `${CASES} random retentions are what the definitions say, across changes of the clock, and so are their users`,
  async () => {
    let returned = 0
    await checkAll(cases, async ({ question, range, world }, i) => {
      const about = `case ${i + 1}: ${JSON.stringify(question)}`
      const { rows, breakdown } = await app.ask<RetentionAnswer>('retention', question)
      expect(rows, about).toEqual(retention(question, range, world))
      expect(breakdown, about).toEqual(question.breakdown && retentionGroups(question, range, world))
      returned += rows.flatMap(row => row.values.slice(1)).filter(users => users > 0).length

      const users = async (told: readonly RetentionRow[], value?: string[]): Promise<void> => {
        const row = told.findLast(({ values }) => values.some(n => n > 0)) ?? (told[0] as RetentionRow)
        const k = row.values.findLastIndex(n => n > 0)
        const cell = { row: row.start, k: Math.max(k, 0), ...(value && { value }) }
        const list = await app.ask<UsersAnswer>('users', { retention: question, ...cell })
        expect(list.users, `${about} ${JSON.stringify(cell)}`).toHaveLength(row.values[cell.k] as number)
      }
      await users(rows)
      const group = breakdown?.[i % Math.max(breakdown.length, 1)]
      if (group) await users(group.rows, group.value)
    })
    expect(returned).toBeGreaterThan(CASES / 2)
  },
  LONGEST_MS,
)

test('the sql of an answer, run by the analyst, gives the same numbers', async () => {
  await checkAll(cases.slice(0, 15), async ({ question }) => {
    const answer = await app.ask<RetentionAnswer>('retention', question)
    const told = await app.server.analyst.query<{ bucket: number; row: number; k: string; users: string }>({
      sql: answer.sql,
    })
    const everybody = told.filter(({ bucket }) => Number(bucket) === 0)
    for (const { row, k, users } of everybody) expect(answer.rows[row]?.values[Number(k)]).toBe(Number(users))
    expect(everybody.length).toBe(answer.rows.flatMap(row => row.values).filter(users => users > 0).length)
  })
})

test('hours are elapsed hours: one that the clock shows twice is two', async () => {
  const question = {
    from: '2026-11-01',
    to: '2026-11-01',
    tz: 'America/New_York',
    period: 'hour',
    where: { case: 'night' },
  }
  const { rows } = await app.ask<RetentionAnswer>('retention', { ...question, intervals: 2 })
  expect(rows).toHaveLength(25)
  expect(rows.slice(0, 4)).toEqual([
    { start: '2026-11-01T00:00', values: [0, 0] },
    { start: '2026-11-01T01:00', values: [1, 1] },
    { start: '2026-11-01T01:00', values: [1, 0] },
    { start: '2026-11-01T02:00', values: [0, 0] },
  ])
})

test('who started in a row whose last period has not ended is immature, once', async () => {
  const asked = { where: { case: 'night' }, from: '2026-10-25', to: '2027-01-03', period: 'day' }
  const immature = async (rest: object) =>
    (await app.ask<RetentionAnswer>('retention', { ...asked, ...rest })).quality.immature
  expect(await immature({ intervals: 3 })).toBe(1)
  expect(await immature({ intervals: 3, to: '2026-11-20' })).toBe(0)
  expect(await immature({ kind: 'first_time', intervals: 3 })).toBe(0)
  expect(await immature({ kind: 'first_time' })).toBe(1)
})

test('a range of more periods than can be shown is refused', async () => {
  const reply = await app.post('retention', { period: 'hour', from: '2026-01-01', to: '2026-12-01' })
  expect(reply).toMatchObject({ status: 400, body: { error: { path: 'period' } } })
})
