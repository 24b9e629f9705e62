import { expect, test } from 'vitest'
import { compareVersions, nextVersion } from './version.ts'

test('parts of a version count as numbers', () => {
  const versions = ['2026.11.10', '2026.9.1', '2026.11.2', '2025.12.30']
  expect(versions.toSorted(compareVersions)).toEqual(['2025.12.30', '2026.9.1', '2026.11.2', '2026.11.10'])
  expect(compareVersions('2.10', '2.9')).toBeGreaterThan(0)
  expect(compareVersions('2.0', '2')).toBe(0)
})

test('a version counts up within its month and begins again in the next', () => {
  expect(nextVersion([], '2026-11-05')).toBe('2026.11.1')
  expect(nextVersion(['2026.11.1', '2026.11.9', '2026.11.10', '2026.10.40'], '2026-11-05')).toBe('2026.11.11')
  expect(nextVersion(['2026.11.3', '2025.12.3'], '2026-12-01')).toBe('2026.12.1')
})
