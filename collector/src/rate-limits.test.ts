import { parseConfig } from '@maidian/service'
import { beforeEach, expect, test } from 'vitest'
import { createRateLimits, type RateLimits } from './rate-limits.ts'
import { indexSources, type KnownSource } from './sources.ts'

let now = Date.parse('2026-11-11T23:59:50+08:00')
let limit: RateLimits

const source = (limits: string): KnownSource => {
  const config = parseConfig(`projects:
  - name: shop
    timezone: Asia/Shanghai
    sources:
      - {key: wk_new, previous_key: wk_old, kind: server, limits: ${limits}}
`)
  return indexSources(config).get('wk_old') as KnownSource
}
/** 200, or the refusal with the seconds that it asks for. */
const take = (known: KnownSource, events: number, ip = '10.0.0.1'): string => {
  try {
    limit(known, ip, events)
    return 'taken'
  } catch (error) {
    const { code, headers } = error as { code: string; headers: Record<string, string> }
    return `${code} ${headers['retry-after']}`
  }
}

beforeEach(() => {
  now = Date.parse('2026-11-11T23:59:50+08:00')
  limit = createRateLimits(() => now)
})

test('so many a second, a larger batch once, then its debt', () => {
  const known = source('{events_per_second: 100}')
  expect(take(known, 60)).toBe('taken')
  expect(take(known, 300)).toBe('taken')
  expect(take(known, 1)).toMatch(/^rate\.exceeded 3$/)
  now += 2000
  expect(take(known, 1)).toMatch(/^rate\.exceeded 1$/)
  now += 1000
  expect(take(known, 1)).toBe('taken')
  // Silence saves up for one second, not for more.
  now += 3_600_000
  expect([take(known, 100), take(known, 1)]).toEqual(['taken', 'rate.exceeded 1'])
})

test('each address for itself, also when there are more than are remembered', () => {
  const known = source('{events_per_second_per_ip: 10}')
  expect(take(known, 10, 'a')).toBe('taken')
  expect(take(known, 1, 'a')).toBe('rate.exceeded 1')
  expect(take(known, 1, 'b')).toBe('taken')
  for (let n = 0; n < 30_000; n++) take(known, 1, `ip-${n}`)
  expect(take(known, 1, 'a')).toBe('taken')
})

test('so many a day, from midnight in the project’s time zone', () => {
  const known = source('{events_per_day: 100}')
  expect(take(known, 99)).toBe('taken')
  expect(take(known, 50)).toBe('taken')
  expect(take(known, 1)).toBe('quota.exceeded 3600')
  now += 10_000
  expect(take(known, 1)).toBe('taken')
})

test('a clock that is set back refills nothing and takes nothing', () => {
  const known = source('{events_per_second: 10}')
  expect(take(known, 10)).toBe('taken')
  now -= 86_400_000
  expect(take(known, 1)).toBe('rate.exceeded 1')
  now += 1000
  expect(take(known, 1)).toBe('taken')
})

test('without limits nothing is counted', () => {
  const known = source('{}')
  for (let n = 0; n < 100; n++) expect(take(known, 1000)).toBe('taken')
})
