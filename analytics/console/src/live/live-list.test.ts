import type { LiveEvent } from '@maidian/schemas'
import { expect, test } from 'vitest'
import { matchesLive } from './live-filter.ts'
import { EMPTY_LIST, liveList, MOST_KEPT } from './live-list.ts'

const event = (id: string, over: Partial<LiveEvent> = {}): LiveEvent => ({
  event_id: id,
  name: 'view_item',
  time: '2026-11-24T00:00:00.000Z',
  received: '2026-11-24T00:00:00.000Z',
  verdict: 'accepted',
  reasons: [],
  user: '',
  device: 'd-1',
  session: 's-1',
  source: 'web',
  path: '/product/1',
  props: { price: '12.5' },
  ...over,
})
const ids = (events: readonly LiveEvent[]) => events.map(({ event_id }) => event_id).join('')
const came = (...names: string[]) => ({ type: 'came', events: names.map(name => event(name)) }) as const

test('the newest come first, each once, and the oldest go', () => {
  const list = liveList(liveList(EMPTY_LIST, came('a', 'b')), came('b', 'c'))
  expect(ids(list.events)).toBe('cba')
  const many = came(...Array.from({ length: MOST_KEPT + 5 }, (_, i) => `#${i}`))
  expect(liveList(list, many).events).toHaveLength(MOST_KEPT)
})

test('what comes during a pause waits, in order', () => {
  const paused = liveList(liveList(liveList(EMPTY_LIST, came('a')), { type: 'pause' }), came('b', 'c'))
  expect(ids(paused.events)).toBe('a')
  expect(ids(paused.waiting)).toBe('cb')
  const resumed = liveList(paused, { type: 'resume' })
  expect(ids(resumed.events)).toBe('cba')
  expect(resumed).toMatchObject({ waiting: [], paused: false })
})

test('rows are found by name, verdict and any text', () => {
  const all = { event: '', verdict: '', text: '' }
  expect(matchesLive({ ...all, event: 'VIEW' }, event('a'))).toBe(true)
  expect(matchesLive({ ...all, event: 'cart' }, event('a'))).toBe(false)
  expect(matchesLive({ ...all, verdict: 'flagged' }, event('a'))).toBe(false)
  expect(matchesLive({ ...all, text: '12.5' }, event('a'))).toBe(true)
  expect(matchesLive({ ...all, text: 'D-1' }, event('a'))).toBe(true)
  expect(matchesLive({ ...all, text: 'nothing' }, event('a'))).toBe(false)
})
