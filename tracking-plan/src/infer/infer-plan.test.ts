import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createEnforce } from '../enforce/enforce.ts'
import { parsePlan } from '../load/load-plan.ts'
import { problemText } from '../problem.ts'
import { nextRelease } from '../release/next-release.ts'
import { planFiles } from '../write/plan-files.ts'
import { inferPlan } from './infer-plan.ts'
import { createProfile, type Seen } from './profile.ts'

const OPTIONS = { plan: 'shop', languages: ['zh', 'en'], owner: 'growth' }

const inferred = (seen: readonly Seen[]) => {
  const { traffic, add } = createProfile()
  for (const one of seen) add(one)
  const plan = inferPlan(traffic, OPTIONS)
  return { ...plan, read: parsePlan(planFiles(plan.content, plan)) }
}
const shown = (name: string, values: readonly unknown[], event = 'view'): Seen[] =>
  values.map(value => ({ event, props: { [name]: value }, time: 1_790_000_000_000, kind: 'web' }))
const times = (n: number, make: (i: number) => unknown): unknown[] => Array.from({ length: n }, (_, i) => make(i))
const typeOf = (name: string, values: readonly unknown[]) => inferred(shown(name, values)).content.properties[name]

test.each([
  ['note', times(100, i => `text ${i}`), { type: 'string' }],
  ['order_id', times(100, i => `o-${i}`), { type: 'id' }],
  ['order_id', times(100, i => i), { type: 'int' }],
  ['group_id', times(100, i => (i % 3 === 0 ? 'g' : '')), { type: 'string' }],
  ['price', times(100, i => i / 4), { type: 'decimal', scale: 2, unit: 'CNY' }],
  ['quantity', times(100, i => i), { type: 'int', range: { min: 0, max: 1000 } }],
  ['stay_duration', times(100, i => i * 10), { type: 'int', unit: 'ms' }],
  ['created_at', times(100, i => 1_790_000_000_000 + i), { type: 'time' }],
  ['gift', times(100, i => i % 2 === 0), { type: 'bool' }],
  ['day', times(100, () => '2026-11-11'), undefined],
  ['birthday', times(100, () => '2026-11-11'), { type: 'date' }],
  ['birthday', times(100, () => '2026-13-45'), { type: 'enum' }],
  ['moment', times(100, () => '2026-11-11T00:00:00+08:00'), { type: 'time' }],
  ['colour', times(100, i => ['red', 'blue'][i % 2]), { type: 'enum', enum: 'colour' }],
  ['labels', times(100, () => ['a', 'b']), { type: 'list', of: 'string' }],
  ['scores', times(100, () => [1, 2]), { type: 'list', of: 'int' }],
  ['contact', times(100, i => `1380013${String(8000 + i)}`), { type: 'string', pii: 'contact', store: 'hash' }],
  ['contact', times(100, i => 13_800_138_000 + i), { type: 'int', pii: 'contact', store: 'drop' }],
  ['contacts', times(100, i => [`1380013${String(8000 + i)}`]), { type: 'list', pii: 'contact', store: 'drop' }],
  [
    'remark',
    times(100, i => (i % 20 === 0 ? `mail me at a${i}@b.cn` : `text ${i}`)),
    { pii: 'contact', store: 'hash' },
  ],
])('%s is inferred from its values (%#)', (name, values, expected) => {
  const found = typeOf(name, values)
  if (expected === undefined) expect(found).toBeUndefined()
  else expect(found).toMatchObject(expected)
  expect(inferred(shown(name, values)).read.problems.map(problemText)).toEqual([])
})

test('an enum is closed only where nothing new came for long', () => {
  const growing = times(400, i => `v${Math.floor(i / 20)}`)
  expect(typeOf('variant', growing)).toMatchObject({ type: 'enum', open: true })
  expect(
    typeOf(
      'variant',
      times(400, i => `v${i % 20}`),
    )?.open,
  ).toBeUndefined()
})

test('what cannot be planned is left out with its reason, and flags nothing', () => {
  const seen: Seen[] = times(100, i => ({
    event: 'view',
    kind: 'web' as const,
    props: {
      city: 'x',
      userName: 'x',
      mixed: i % 2 === 0 ? 'a' : 1,
      place: { a: 1 },
      odd: i % 2 === 0 ? ['a'] : [{ b: 1 }],
      items: [{ name: 'x', quantity: 1 }],
      good: 'yes-really',
    },
  })) as Seen[]
  const { content, notes, read } = inferred(seen)
  expect(read.problems.map(problemText)).toEqual([])
  expect(Object.keys(content.properties)).toEqual(expect.arrayContaining(['good']))
  for (const name of ['city', 'userName', 'mixed', 'place', 'odd', 'items']) {
    expect(content.properties[name], name).toBeUndefined()
    expect(notes.join('\n')).toContain(`${name} is left out`)
  }
  const enforce = createEnforce(
    { releases: [], next: nextRelease(content) },
    { unplanned: { events: 'flag', props: 'flag' } },
  )
  for (const { event, props } of seen) {
    expect(enforce({ event, props: props as Record<string, unknown>, appVersion: '' }, { kind: 'web' }).verdict).toBe(
      'accepted',
    )
  }
})

test('a name has one type, in an event and in the elements of a list', () => {
  const seen: Seen[] = times(100, () => ({
    event: 'buy',
    kind: 'web' as const,
    props: { price: 1.5, string: [{ price: '1.50', sku_id: 'a' }] },
  })) as Seen[]
  const { content, notes } = inferred(seen)
  expect(content.properties.price).toBeUndefined()
  expect(notes.join('\n')).toContain('price has values of several types')
})

test('a list with a private name is private also where it was always empty', () => {
  const seen: Seen[] = times(5, () => ({ event: 'buy', kind: 'web', props: { mobile: [] } })) as Seen[]
  const { content, read } = inferred(seen)
  expect(content.properties.mobile).toMatchObject({ type: 'list', pii: 'contact', store: 'drop' })
  expect(read.problems.map(problemText)).toEqual([])
})

test('a list that is called ids and holds none says once that this is meant', () => {
  const seen: Seen[] = times(5, () => ({ event: 'buy', kind: 'web', props: { ids: [false] } })) as Seen[]
  const { content, read } = inferred(seen)
  expect(content.properties.ids).toMatchObject({ type: 'list', of: 'bool' })
  expect(read.problems.map(problemText)).toEqual([])
})

test('events from pages and from a server are told to count twice', () => {
  const { notes, read } = inferred([
    ...shown(
      'a',
      times(50, () => 'x'),
    ),
    ...shown(
      'a',
      times(50, () => 'x'),
    ).map(one => ({ ...one, kind: 'server' as const })),
  ])
  expect(notes.join('\n')).toContain('counts twice')
  expect(read.problems.map(problemText)).toEqual([])
})

test('whatever traffic there is, the plan lints clean', () => {
  const name = fc.constantFrom(
    'price',
    'order_id',
    'mobile',
    'city',
    'stay_ms',
    'a',
    'userName',
    'items',
    'string',
    '__proto__',
    'ids',
    'rate',
  )
  const value = fc.oneof(
    fc.jsonValue({ maxDepth: 2 }),
    fc.constantFrom('13800138000', 'a@b.cn', '', '2026-11-11', 'no', '1e3', '012'),
    fc.array(fc.dictionary(name, fc.oneof(fc.string(), fc.integer()))),
  )
  const traffic = fc.array(
    fc.record({
      event: fc.constantFrom('view', 'buy', 'items', 'Bad Name', '$page_view', '$odd', 'delete'),
      props: fc.dictionary(name, value, { maxKeys: 4 }),
      kind: fc.constantFrom('web' as const, 'mini' as const, 'server' as const),
    }),
    { minLength: 1, maxLength: 40 },
  )
  fc.assert(
    fc.property(traffic, fc.integer({ min: 1, max: 30 }), (seen, again) => {
      const { read } = inferred(Array.from({ length: again }, () => seen).flat())
      expect(read.problems.map(problemText)).toEqual([])
    }),
    { numRuns: 150 },
  )
})
