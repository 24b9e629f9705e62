import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createBounds, cutEvent, mayExceed, mayHoldLongText } from './bounds.ts'

const nested = (depth: number): unknown => (depth === 0 ? 'end' : { in: nested(depth - 1) })
const cut = (event: unknown) => createBounds(Buffer.from(JSON.stringify({ events: [event] }))).cut(event)
const rulesOf = (props: object): string[] => (cut({ props }) ?? []).map(({ rule }) => rule)

test('a long text is cut, and says so', () => {
  const props = { short: 'a'.repeat(8192), long: 'b'.repeat(8193), list: [{ deep: 'c'.repeat(9000) }] }
  expect(rulesOf(props)).toEqual(['event.text_cut'])
  expect([props.short.length, props.long.length, props.list[0]?.deep.length]).toEqual([8192, 8192, 8192])
})

test('half a character is none', () => {
  const props = { text: `${'a'.repeat(8191)}😀` }
  rulesOf(props)
  expect(props.text.isWellFormed()).toBe(true)
})

test('more properties than an event may have are left out, the first ones stay', () => {
  const props = Object.fromEntries(Array.from({ length: 300 }, (_, n) => [`p${n}`, n]))
  expect(rulesOf(props)).toEqual(['event.props_cut'])
  expect(Object.keys(props)).toHaveLength(256)
  expect(props.p0).toBe(0)
})

test('what is nested too deep ends in null', () => {
  const fits = { a: nested(6) }
  const deep = { a: nested(2000) }
  expect(rulesOf(fits)).toEqual([])
  expect(rulesOf(deep)).toEqual(['event.depth_cut'])
  expect(JSON.stringify(deep)).toBe(`{"a":${'{"in":'.repeat(7)}null${'}'.repeat(7)}}`)
})

test('what is within bounds is not touched, and what is no event is passed over', () => {
  fc.assert(
    fc.property(fc.array(fc.record({ props: fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 5 })) })), events => {
      const before = JSON.stringify(events)
      expect(events.flatMap(event => cut(event) ?? [])).toEqual([])
      expect(JSON.stringify(events)).toBe(before)
    }),
  )
  for (const none of [null, 1, 'x', [], {}, { props: null }, { props: [] }]) expect(cut(none)).toBeUndefined()
})

/** Values around the bounds: texts of nearly too many characters, some of them escaped, lists and objects nearly too deep. */
const around = fc.oneof(
  fc.jsonValue({ maxDepth: 3 }),
  fc
    .tuple(fc.integer({ min: 8180, max: 8200 }), fc.constantFrom('a', '字', '"', '\\', '\n', '😀', '{', ','))
    .map(([length, one]) => one.repeat(length).slice(0, length)),
  fc.integer({ min: 0, max: 12 }).map(nested),
  fc.integer({ min: 0, max: 12 }).map(depth => JSON.parse(`${'['.repeat(depth)}1${']'.repeat(depth)}`) as unknown),
)
const manyProps = fc
  .integer({ min: 250, max: 260 })
  .map(count => Object.fromEntries(Array.from({ length: count }, (_, n) => [`p${n}`, n])))

const batches = fc
  .tuple(
    fc.array(fc.oneof(manyProps, fc.dictionary(fc.string(), around, { maxKeys: 4 })), { maxLength: 4 }),
    fc.array(fc.dictionary(fc.string(), fc.string())),
  )
  .map(([all, contexts]) => {
    const events = all.map((props, n) => ({ id: `${n}`, event: 'e', time: n, props }))
    return Buffer.from(JSON.stringify({ device: 'd', contexts, events }))
  })
const rulesIn = (json: Buffer): string[] =>
  (JSON.parse(json.toString()).events as unknown[]).flatMap(event => cutEvent(event) ?? []).map(({ rule }) => rule)

test('the looks at the bytes overlook nothing that would be cut', () => {
  let cuts = 0
  fc.assert(
    fc.property(batches, json => {
      const found = rulesIn(json)
      cuts += found.length
      expect(found.length > 0 && !mayExceed(json)).toBe(false)
      expect(found.includes('event.text_cut') && !mayHoldLongText(json)).toBe(false)
    }),
  )
  expect(cuts).toBeGreaterThan(10)
})

test('and passes over a batch as SDKs send them', () => {
  const events = Array.from({ length: 1000 }, (_, n) => ({
    id: `${n}`,
    props: { title: '西湖"龙井"', list: [1, { a: [2] }] },
  }))
  const json = Buffer.from(JSON.stringify({ device: 'd', contexts: [{ url: '/' }], events }))
  expect([mayExceed(json), mayHoldLongText(json)]).toEqual([false, false])
})
