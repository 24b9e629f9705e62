import { expect, test } from 'vitest'
import { formatDuration } from './duration.ts'

const units = { day: 'd', hour: 'h', minute: 'min', second: 's' }
const format = (seconds: number | null) => formatDuration(seconds, units, 'en')

test('short times keep a decimal, long ones two units', () => {
  expect(format(0.44)).toBe('0.4 s')
  expect(format(45)).toBe('45 s')
  expect(format(192)).toBe('3 min 12 s')
  expect(format(7200)).toBe('2 h')
  expect(format(187_200)).toBe('2 d 4 h')
})

test('rounding never shows 60 of a unit', () => {
  expect(format(59.96)).toBe('1 min')
  expect(format(3599.7)).toBe('1 h')
  expect(format(86_399)).toBe('24 h')
})

test('an unknown time is a dash', () => {
  expect(format(null)).toBe('–')
})
