import { sampleEvent, sampleHeader, sampleId } from '@maidian/engines/testing'
import type { EventRow } from '@maidian/schemas'
import { expect, test } from 'vitest'
import { type Facts, factsOf } from './facts-of.ts'

const ts = Date.UTC(2026, 10, 1)
const row = (name: string, over: Partial<EventRow> = {}) =>
  sampleEvent(1, { name, ts, device: 'd', user: 'u', ...over })
const said = { ts, event_id: sampleId(1) }
const facts = (name: string, props: unknown, over: Partial<EventRow> = {}): Partial<Facts> | null =>
  factsOf(row(name, over), props, sampleHeader())
const link = { device: 'd', user: 'u', ...said }

test.each<[string, unknown, Partial<EventRow>, Partial<Facts>]>([
  ['a user', {}, {}, { identities: [link], identity_ids: [] }],
  ['no properties', undefined, {}, { identities: [link], identity_ids: [] }],
  [
    'ids and a user',
    { ids: { openid: 'o-1', vip: 7 } },
    {},
    {
      identities: [link],
      identity_ids: [
        { kind: 'openid', id: 'o-1', ...link },
        { kind: 'vip', id: '7', ...link },
      ],
    },
  ],
  [
    'ids of a device',
    { ids: { openid: 'o-1' } },
    { user: '' },
    { identities: [], identity_ids: [{ kind: 'openid', id: 'o-1', device: 'd', user: '', ...said }] },
  ],
  [
    'ids of a user, by a server',
    { ids: { openid: 'o-1' } },
    { device: '' },
    { identities: [], identity_ids: [{ kind: 'openid', id: 'o-1', device: '', user: 'u', ...said }] },
  ],
  [
    'ids that are none',
    { ids: { a: '', b: 'undefined', c: null, d: {}, e: ['x'], f: '0' } },
    {},
    { identities: [link], identity_ids: [] },
  ],
  ['ids that are no object', { ids: 'o-1' }, {}, { identities: [link], identity_ids: [] }],
])('$identify with %s', (_, props, over, expected) => {
  expect(facts('$identify', props, over)).toEqual(expected)
})

test('more ids than anybody has are left out, and a device of a day links nothing', () => {
  const ids = Object.fromEntries(Array.from({ length: 100 }, (_, n) => [`k${n}`, `v${n}`]))
  expect(facts('$identify', { ids })?.identity_ids).toHaveLength(20)
  expect(factsOf(row('$identify'), { ids }, sampleHeader({ device: 'daily-1' }))).toBeNull()
})

test.each<[string, unknown, [string, string][]]>([
  [
    '$profile_set',
    { city: '上海', age: 30, tags: ['a'], vip: true, gone: null },
    [
      ['city', '上海'],
      ['age', '30'],
      ['tags', '["a"]'],
      ['vip', 'true'],
    ],
  ],
  ['$profile_set_once', { first: 'x' }, [['first', 'x']]],
  [
    '$profile_add',
    { a: 2, b: 0.1, c: -1e-7, d: '3', e: Number.NaN, f: 1e16 },
    [
      ['a', '2'],
      ['b', '0.1'],
      ['c', '-0'],
    ],
  ],
  [
    '$profile_append',
    { a: ['x', null], b: 'y', c: [], d: null, e: ['\ud800'] },
    [
      ['a', '["x"]'],
      ['b', '["y"]'],
      ['e', '["\ufffd"]'],
    ],
  ],
  [
    '$profile_unset',
    { a: true, b: null },
    [
      ['a', ''],
      ['b', ''],
    ],
  ],
  ['$profile_set', ['a'], []],
  ['$profile_delete', { a: 1 }, []],
])('%s %j', (name, properties, expected) => {
  const operations = facts(name, { properties })?.profile_operations ?? []
  expect(operations.map(({ property, value }) => [property, value])).toEqual(expected)
  for (const one of operations) expect(one).toMatchObject({ user: 'u', device: 'd', operation: name.slice(9), ...said })
})

test.each<[unknown, string[]]>([
  [
    { kind: 'product', item_id: 'p-1', attributes: { brand: 'Haier', price: 12.5, none: null } },
    ['brand Haier', 'price 12.5'],
  ],
  [{ kind: 'product', item_id: 7, attributes: { brand: 'Haier' } }, ['brand Haier']],
  [{ kind: 'product', attributes: { brand: 'Haier' } }, []],
  [{ item_id: 'p-1', attributes: { brand: 'Haier' } }, []],
  [{ kind: 'product', item_id: 'p-1' }, []],
  [null, []],
])('$item_set %j', (props, expected) => {
  const operations = facts('$item_set', props)?.item_operations ?? []
  expect(operations.map(({ attribute, value }) => `${attribute} ${value}`)).toEqual(expected)
})

test('other events say nothing of anybody', () => {
  expect(facts('view_item', { properties: { a: 1 } })).toBeNull()
  expect(facts('$page_view', { properties: { a: 1 } })).toBeNull()
})
