import { expect, test } from 'vitest'
import { freezeRange, isPreset, rangeFromSearch, rangeToSearch } from './range.ts'

const now = Date.parse('2026-11-24T12:00:00Z')

test('relative moments become instants, so that a later question is about the same range', () => {
  expect(freezeRange({ from: '-7d' }, now)).toEqual({
    from: '2026-11-17T12:00:00.000Z',
    to: '2026-11-24T12:00:00.000Z',
  })
  expect(freezeRange<{ from?: string }>({}, now).from).toBe('2026-10-25T12:00:00.000Z')
})

test('dates and instants stay as they are: the server knows the time zone of the project', () => {
  const range = { from: '2024-01-01', to: '2024-02-01T00:00:00+08:00' }
  expect(freezeRange(range, now)).toEqual(range)
})

test('a range survives the url', () => {
  for (const range of [
    { from: '-30d', to: '' },
    { from: '2024-01-01', to: '2024-04-30' },
  ])
    expect(rangeFromSearch(new URLSearchParams(rangeToSearch(range)))).toEqual(range)
  expect(isPreset(rangeFromSearch(new URLSearchParams()))).toBe(true)
})
