import { expect, test } from 'vitest'
import { durationMs, LATEST_MS, resolveMoment } from './moment.ts'

const NOW = Date.UTC(2026, 10, 24, 2, 0, 0, 5)
const at = (text: string, edge: 'first' | 'last' = 'first', tz = 'Asia/Shanghai'): string | null => {
  const ms = resolveMoment(text, { edge, tz, now: NOW })
  return ms === null ? null : new Date(ms).toISOString()
}

test('a date is its first instant, or its last millisecond, in the time zone', () => {
  expect(at('2026-11-01')).toBe('2026-10-31T16:00:00.000Z')
  expect(at('2026-11-01', 'last')).toBe('2026-11-01T15:59:59.999Z')
  expect(at('2026-11-01', 'first', 'Asia/Kathmandu')).toBe('2026-10-31T18:15:00.000Z')
})

test('a day is 25 hours long where the clock is turned back, and 23 where it is turned on', () => {
  expect(at('2026-11-01', 'first', 'America/New_York')).toBe('2026-11-01T04:00:00.000Z')
  expect(at('2026-11-01', 'last', 'America/New_York')).toBe('2026-11-02T04:59:59.999Z')
  expect(at('2026-03-08', 'last', 'America/New_York')).toBe('2026-03-09T03:59:59.999Z')
})

test('a day begins at 01:00 where the clock skips midnight', () => {
  expect(at('2026-04-24', 'first', 'Africa/Cairo')).toBe('2026-04-23T22:00:00.000Z')
  expect(at('2026-04-23', 'last', 'Africa/Cairo')).toBe('2026-04-23T21:59:59.999Z')
})

test('a time with a zone is that instant; without, a clock in the time zone', () => {
  expect(at('2026-11-01T00:00:00+08:00', 'last')).toBe('2026-10-31T16:00:00.000Z')
  expect(at('2026-11-01T09:30')).toBe('2026-11-01T01:30:00.000Z')
  expect(at('2026-11-01T01:30', 'first', 'America/New_York')).toBe('2026-11-01T05:30:00.000Z')
  expect(at('2026-03-08T02:30', 'first', 'America/New_York')).toBe('2026-03-08T07:30:00.000Z')
})

test('relative moments are elapsed time', () => {
  expect(at('now')).toBe('2026-11-24T02:00:00.005Z')
  expect(at('-7d')).toBe('2026-11-17T02:00:00.005Z')
  expect(at('-2w')).toBe('2026-11-10T02:00:00.005Z')
})

test('there is no 31st of February, and no hour 25', () => {
  expect(at('2026-02-31')).toBe(null)
  expect(at('2026-02-28T25:00:00Z')).toBe(null)
})

test('years that no event is in end at the edge of those that are', () => {
  expect(at('9999-01-01')).toBe(new Date(LATEST_MS).toISOString())
  expect(at('1900-01-01')).toBe('1970-01-01T00:00:00.000Z')
})

test('a window is a number of seconds, or a text with its unit', () => {
  expect([durationMs('7d'), durationMs('90m'), durationMs(1.5)]).toEqual([604_800_000, 5_400_000, 1500])
})
