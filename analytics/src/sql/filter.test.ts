import type { Filter } from '@maidian/schemas'
import type { HttpError } from '@maidian/service'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { meets } from '../oracle/matches.ts'
import { testEvent } from '../testing/event.ts'
import { type Random, seeded } from '../testing/random.ts'
import { startTestStore, type TestStore } from '../testing/store.ts'
import { filterSql } from './filter.ts'
import { literally, parameterised, sql } from './fragment.ts'

const NOW = Date.UTC(2026, 10, 24)
const CONTEXT = { tz: 'Asia/Shanghai', now: NOW }
const VALUES = [
  '',
  'a',
  'A',
  'ab',
  '95',
  '95.0',
  '9',
  '-3',
  '1e2',
  'inf',
  'nan',
  'true',
  "o'r",
  '订单',
  'É',
  'é',
  '100%',
]

const random = seeded(11)
const events = Array.from({ length: 150 }, (_, n) =>
  testEvent(n, {
    ts: NOW + n * 1000,
    seq: n % 3 === 0 ? null : n,
    bot: n % 4 === 0,
    flags: n % 5 === 0 ? ['time_clamped', 'unplanned'] : [],
    city: random.pick(['', ...VALUES]),
    path: random.pick(VALUES),
    props: Object.fromEntries(['p', 'q'].flatMap(key => (random.once(3) ? [] : [[key, random.pick(VALUES)]]))),
  }),
)

let server: TestStore
beforeAll(async () => {
  server = await startTestStore([{ name: 'shop', timezone: 'Asia/Shanghai' }])
  await server.load('shop', { events })
})
afterAll(() => server.close())

const matching = async (filter: Filter): Promise<number[]> => {
  const statement = sql`SELECT log_offset FROM shop.events WHERE ${filterSql(filter, 'where', CONTEXT)} ORDER BY log_offset`
  const rows = await server.store.query<{ log_offset: string }>(parameterised(statement))
  expect(await server.store.query({ sql: literally(statement) })).toEqual(rows)
  return rows.map(row => Number(row.log_offset))
}

const scalar = (from: Random) => from.pick([...VALUES, 95, 9, -3, 100, true, 12.5])
const randomFilter = (from: Random, depth: number): Filter => {
  const property = from.pick(['p', 'q', '$city', '$path', 'missing'])
  if (depth > 0 && from.once(3)) {
    const parts = (): Filter[] => Array.from({ length: 1 + from.below(2) }, () => randomFilter(from, depth - 1))
    return { [from.pick(['any', 'all', 'none'])]: parts(), ...(from.once(2) && randomFilter(from, 0)) }
  }
  return {
    [property]: from.pick([
      () => scalar(from),
      () => ({ in: [scalar(from), scalar(from)] }),
      () => ({ not: from.once(2) ? scalar(from) : [scalar(from), scalar(from)] }),
      () => ({ contains: String(scalar(from)) }),
      () => ({ not_contains: String(scalar(from)) }),
      () => ({ starts_with: String(scalar(from)) }),
      () => ({ gt: from.pick([5, 95, -10, 'a']), ...(from.once(2) && { lte: from.pick([100, 95, 'b']) }) }),
      () => ({ gte: from.pick([9, 95, '9', 'A']), ...(from.once(2) && { lt: from.pick([96, 1000, 'z']) }) }),
      () => ({ exists: from.once(2) }),
      () => ({ exists: true, not: scalar(from) }),
    ])(),
  }
}

test('300 random filters hold for the events that the definitions say', async () => {
  for (let i = 0; i < 300; i++) {
    const filter = randomFilter(random, 2)
    const expected = events.flatMap((event, n) => (meets(event, filter) ? [n] : []))
    expect(await matching(filter), JSON.stringify(filter)).toEqual(expected)
  }
})

const where = (holds: (n: number) => boolean): number[] => events.flatMap((_, n) => (holds(n) ? [n] : []))

test('columns that are no text compare as what they are', async () => {
  expect(await matching({ $bot: true })).toEqual(where(n => n % 4 === 0))
  expect(await matching({ $bot: { not: 'true' } })).toEqual(where(n => n % 4 !== 0))
  expect(await matching({ $seq: 7 })).toEqual([7])
  expect(await matching({ $seq: { gte: 100, lt: '103' } })).toEqual([100, 101])
  expect(await matching({ $seq: { not: 7 } })).toEqual(where(n => n !== 7))
  expect(await matching({ $seq: { exists: false } })).toEqual(where(n => n % 3 === 0))
  expect(await matching({ $flags: 'unplanned' })).toEqual(where(n => n % 5 === 0))
  expect(await matching({ $flags: { not: ['unplanned'] } })).toEqual(where(n => n % 5 !== 0))
  expect(await matching({ $ts: { gt: '2026-11-24T08:02:00', lte: NOW + 122_000 } })).toEqual([121, 122])
  expect(await matching({ $ts: { lte: '2026-11-24' } })).toEqual(where(() => true))
  expect(await matching({ $event_id: events[3]?.event_id ?? '' })).toEqual([3])
})

test('a column that there is not, and a value of the wrong type, are named', () => {
  const path = (filter: Filter): string | undefined => {
    try {
      filterSql(filter, 'steps[0].where', CONTEXT)
    } catch (error) {
      return (error as HttpError).fields.path as string
    }
  }
  expect(path({ any: [{ x: 1 }, { $user_key: '1' }] })).toBe('steps[0].where.any[1].$user_key')
  expect(path({ $bot: 'maybe' })).toBe('steps[0].where.$bot')
  expect(path({ $seq: { gt: 'many' } })).toBe('steps[0].where.$seq.gt')
  expect(path({ $ts: { contains: '2026' } })).toBe('steps[0].where.$ts.contains')
  expect(path({ $received: '2026-02-31' })).toBe('steps[0].where.$received')
})
