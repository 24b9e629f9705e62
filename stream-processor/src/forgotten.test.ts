import { sampleEvent } from '@maidian/engines/testing'
import type { QuarantineRow } from '@maidian/schemas'
import { expect, test } from 'vitest'
import { dropForgotten, subjectHash } from './forgotten.ts'
import { noRows } from './rows.ts'

const until = 1_000_000
const forgotten = new Map([
  [subjectHash('shop', 'user', 'u-gone'), until],
  [subjectHash('shop', 'device', 'd-gone'), until],
])
const early = { ts: until, received: until }
const event = (over: object) => ({
  ...noRows('shop'),
  events: [sampleEvent(1, { user: '', device: 'd', ...early, ...over })],
})
const held = (raw: object | string) => ({
  ...noRows('shop'),
  quarantine: [{ ...early, raw: typeof raw === 'string' ? raw : JSON.stringify(raw) } as QuarantineRow],
})

test.each([
  ['of a forgotten user', event({ user: 'u-gone' }), 'received_before'],
  ['of a forgotten device', event({ device: 'd-gone' }), 'received_before'],
  ['sent again', event({ device: 'd-gone', received: until + 1 }), 'made_before'],
  ['made by a clock that is ahead', event({ device: 'd-gone', ts: until + 1 }), 'received_before'],
  ['made and received later', event({ user: 'u-gone', ts: until + 1, received: until + 1 }), null],
  ['of another user of the device', event({ device: 'd-gone', user: 'u' }), null],
  ['of a user whose name is that of a device', event({ user: 'd-gone' }), null],
  ['of nobody forgotten', event({}), null],
  ['held, of a device', held({ device: 'd-gone', events: [{ event: 1 }] }), 'received_before'],
  ['held, of a user', held({ device: 'd', events: [{ user: 'u-gone' }] }), 'received_before'],
  ['held, of the batch', held({ user: 'u-gone', events: [{}] }), 'received_before'],
  ['held, of another user', held({ device: 'd-gone', events: [{ user: 'u' }] }), null],
  ['held, unreadable', held('{'), null],
  ['held, of no event', held({ events: [null] }), null],
] as const)('an event %s', (_, rows, reason) => {
  const { kept, dropped } = dropForgotten([rows], forgotten)
  expect(dropped).toEqual({ received_before: 0, made_before: 0, ...(reason !== null && { [reason]: 1 }) })
  if (reason === null) expect(kept).toEqual([rows])
  else expect(kept).toMatchObject([{ events: [], quarantine: [] }])
})

test('who is forgotten in one project is not in another', () => {
  const rows = { ...event({ user: 'u-gone' }), project: 'other' }
  expect(dropForgotten([rows], forgotten).kept).toEqual([rows])
})
