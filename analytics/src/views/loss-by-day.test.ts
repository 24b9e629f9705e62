import type { ClientLossRow, EventRow, QuarantineRow } from '@maidian/schemas'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { testEvent } from '../testing/event.ts'
import { startTestStore, type TestStore } from '../testing/store.ts'

const DAY = 86_400_000
/** The first of November in Shanghai. */
const NOVEMBER = Date.UTC(2026, 9, 31, 16)

let server: TestStore
beforeAll(async () => {
  server = await startTestStore([{ name: 'shop', timezone: 'Asia/Shanghai' }])
})
afterAll(() => server.close())

type Loss = {
  day: string
  source: string
  sdk: string
  made: number
  arrived: number
  quarantined: number
  missing: number
  unexplained: number
  dropped: number
  dropped_by: Record<string, number>
  unnumbered: number
}
type Shown = Loss & { late_p50_s: number | null; late_p95_s: number | null; late_p99_s: number | null }

const ask = async (where: string, from = '2026-11-01', to = '2026-11-05'): Promise<Shown[]> => {
  const rows = await server.analyst.query<Record<string, unknown>>({
    sql: `SELECT * FROM shop.loss_by_day(from='${from}', to='${to}') WHERE ${where}`,
    settings: { output_format_json_quote_64bit_integers: 0 },
  })
  return rows as unknown as Shown[]
}

let n = 0
const held = (event: EventRow): QuarantineRow => {
  const { event_id, ts, received, source, sdk, stream, seq, log_id, log_partition, log_offset, log_index } = event
  return {
    ...{
      event_id,
      name: 'e',
      ts,
      received,
      source,
      sdk,
      app_version: '',
      header: '',
      reasons: ['x'],
      plan: '',
      debug: '',
    },
    ...{ log_id, log_partition, log_offset, log_index },
    raw: JSON.stringify({ sdk, events: [{ id: event_id, event: 'e', stream, seq }] }),
  }
}
/** An event of a stream, `ms` after the beginning of November. */
const at = (stream: string, seq: number, ms: number, over: Partial<EventRow> = {}): EventRow =>
  testEvent(n++, { stream, seq, ts: NOVEMBER + ms, source: 'web', sdk: 'web/1', ...over })
const insert = async (rows: { events?: EventRow[]; quarantine?: QuarantineRow[]; client_loss?: ClientLossRow[] }) => {
  const { events = [], quarantine = [], client_loss = [] } = rows
  await server.store.insert({ project: 'shop', table: 'events', rows: events })
  await server.store.insert({ project: 'shop', table: 'quarantine', rows: quarantine })
  await server.store.insert({ project: 'shop', table: 'client_loss', rows: client_loss })
}

test('a stream over two days: gaps on the day that shows them, what is held is not missing, drops explain', async () => {
  const source = 'two-days'
  const e = (seq: number, ms: number) => at('s-two', seq, ms, { source })
  const told = (reason: string, count: number, ms: number): ClientLossRow => {
    return { stream: 's-two', reason, source, sdk: 'web/1', received: NOVEMBER + ms, n: count }
  }
  const replayed = e(5, DAY)
  await insert({
    // 0 1 | 4 5 9: of 0…9 the numbers 2, 3 and 6, 7, 8 are missing, but 3 and 6 are held; 5 was replayed.
    events: [e(0, 0), e(1, 1), e(4, DAY), replayed, e(9, DAY + 1)],
    quarantine: [held(e(3, DAY - 1)), held(e(6, DAY + 1)), held(replayed)],
    client_loss: [told('queue_full', 1, DAY), told('queue_full', 2, 2 * DAY)],
  })
  const shown = await ask(`source = '${source}'`)
  const rows = shown.map(({ late_p50_s: _, late_p95_s: __, late_p99_s: ___, ...row }) => row)
  const none = { dropped: 0, dropped_by: {}, unnumbered: 0, source, sdk: 'web/1' }
  const second = { ...none, day: '2026-11-02', made: 6, arrived: 4, quarantined: 1, missing: 2, unexplained: 1 }
  expect(rows).toEqual([
    { ...none, day: '2026-11-01', made: 4, arrived: 3, quarantined: 1, missing: 1, unexplained: 0 },
    second,
    {
      ...none,
      day: '2026-11-03',
      made: 0,
      arrived: 0,
      quarantined: 0,
      missing: 0,
      unexplained: 0,
      dropped: 2,
      dropped_by: { queue_full: 2 },
    },
  ])
  // Asked about the second day alone, the first one's gaps and its beginning are still known.
  expect(await ask(`source = '${source}'`, '2026-11-02', '2026-11-02')).toMatchObject([{ ...second, unexplained: 0 }])
})

test('how late events came, in seconds; what has no number is counted apart; a made-up number counts for nothing', async () => {
  const source = 'late'
  await insert({
    events: [
      ...Array.from({ length: 101 }, (_, i) => {
        const event = at('', 0, 0, { source, seq: null })
        return { ...event, received: event.ts + i * 1000 }
      }),
      at('s-made-up', 9_007_199_254_740_991, 0, { source }),
    ],
  })
  const [row] = await ask(`source = '${source}'`)
  expect(row).toMatchObject({ made: 0, arrived: 0, missing: 0, unnumbered: 101 })
  expect(row?.late_p50_s).toBeCloseTo(49, -1)
  expect(row?.late_p99_s).toBeCloseTo(99, -1)
})

type Kept = { seq: number; ms: number; where: 'events' | 'quarantine' | 'both' }
type Stream = { sdk: string; kept: Kept[]; dropped: { reason: string; n: number; ms: number }[] }
/** From the 29th of October to the 8th of November; asked about are the first five days of November. */
const moment = fc.integer({ min: -3 * 24, max: 8 * 24 }).map(hours => hours * 3_600_000)
const stream: fc.Arbitrary<Stream> = fc.record({
  sdk: fc.constantFrom('web/1', 'web/2'),
  kept: fc.uniqueArray(
    fc.record({
      seq: fc.nat(30),
      ms: moment,
      where: fc.constantFrom<Kept['where']>('events', 'events', 'quarantine', 'both'),
    }),
    { selector: ({ seq }) => seq, maxLength: 15 },
  ),
  dropped: fc.array(
    fc.record({ reason: fc.constantFrom('queue_full', 'too_large'), n: fc.integer({ min: 1, max: 9 }), ms: moment }),
    {
      maxLength: 4,
    },
  ),
})

const dayOf = (ms: number): string => new Date(NOVEMBER + ms + 8 * 3_600_000).toISOString().slice(0, 10)
const IN = (day: string): boolean => day >= '2026-11-01' && day <= '2026-11-05'

/** Number by number, as somebody counts who has all of it in front of them. */
const naive = (source: string, streams: readonly Stream[]): Loss[] => {
  const rows = new Map<string, Loss>()
  const rowOf = (day: string, sdk: string): Loss => {
    const none = {
      made: 0,
      arrived: 0,
      quarantined: 0,
      missing: 0,
      unexplained: 0,
      dropped: 0,
      dropped_by: {},
      unnumbered: 0,
    }
    const row = rows.get(`${day} ${sdk}`) ?? { day, source, sdk, ...none }
    rows.set(`${day} ${sdk}`, row)
    return row
  }
  for (const { sdk, kept, dropped } of streams) {
    // Asking about five days looks a day further: who comes later shows no gap, but is not there either.
    const seen = kept.filter(({ ms }) => ms < 6 * DAY)
    const arrived = new Map(seen.map(one => [one.seq, one]))
    let missing = 0
    let pending = 0
    let last: Loss | null = null
    for (let seq = 0; seq <= Math.max(-1, ...arrived.keys()); seq++) {
      const one = arrived.get(seq)
      if (one === undefined) {
        pending++
        continue
      }
      const day = dayOf(one.ms)
      if (IN(day)) {
        last = rowOf(day, sdk)
        last.made += pending + 1
        last.arrived++
        last.missing += pending
        missing += pending
        if (one.where === 'quarantine') last.quarantined++
      }
      pending = 0
    }
    const reasons = new Map<string, { n: number; ms: number }>()
    for (const { reason, n: count, ms } of dropped) {
      const before = reasons.get(reason) ?? { n: 0, ms: Number.NEGATIVE_INFINITY }
      reasons.set(reason, { n: Math.max(before.n, count), ms: Math.max(before.ms, ms) })
    }
    const said = [...reasons.values()].reduce((sum, one) => sum + one.n, 0)
    if (last) last.unexplained += Math.max(0, missing - said)
    for (const [reason, { n: count, ms }] of reasons) {
      if (!IN(dayOf(ms))) continue
      const row = rowOf(dayOf(ms), sdk)
      row.dropped += count
      row.dropped_by[reason] = (row.dropped_by[reason] ?? 0) + count
    }
  }
  return [...rows.values()].sort((a, b) => (`${a.day} ${a.sdk}` < `${b.day} ${b.sdk}` ? -1 : 1))
}

let world = 0

test('it is what somebody counts number by number', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(stream, { minLength: 1, maxLength: 6 }), async streams => {
      const source = `world-${world++}`
      const rows = streams.map(({ sdk, kept, dropped }, i) => {
        const name = `${source}-${i}`
        const made = kept.map(one => ({ ...one, event: at(name, one.seq, one.ms, { source, sdk }) }))
        return {
          events: made.filter(({ where }) => where !== 'quarantine').map(({ event }) => event),
          quarantine: made.filter(({ where }) => where !== 'events').map(({ event }) => held(event)),
          client_loss: dropped.map(({ reason, n: count, ms }) => {
            return { stream: name, reason, source, sdk, received: NOVEMBER + ms, n: count }
          }),
        }
      })
      await insert({
        events: rows.flatMap(({ events }) => events),
        quarantine: rows.flatMap(({ quarantine }) => quarantine),
        client_loss: rows.flatMap(({ client_loss }) => client_loss),
      })
      const shown = await ask(`source = '${source}'`)
      expect(shown.map(({ late_p50_s: _, late_p95_s: __, late_p99_s: ___, ...row }) => row)).toEqual(
        naive(source, streams),
      )
    }),
    { numRuns: 25 },
  )
})
