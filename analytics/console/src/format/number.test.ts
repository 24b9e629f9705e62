import { expect, test } from 'vitest'
import { formatCount, formatShare } from './number.ts'

test('counts are grouped', () => {
  expect(formatCount(1_234_567, 'en')).toBe('1,234,567')
})

test('shares are per cent, and a small one is not rounded to nothing', () => {
  expect(formatShare(0.5, 'en')).toBe('50%')
  expect(formatShare(0.1234, 'en')).toBe('12.3%')
  expect(formatShare(0.0012, 'en')).toBe('0.12%')
  expect(formatShare(0, 'en')).toBe('0%')
})
