import fc from 'fast-check'
import { expect, test } from 'vitest'
import { cutToBounds, mayExceed } from './bounds.ts'

const nested = (depth: number): unknown => (depth === 0 ? 'end' : { in: nested(depth - 1) })
const rulesOf = (props: object): string[] => (cutToBounds([{ props }])?.get(0) ?? []).map(({ rule }) => rule)

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
      expect(cutToBounds(events)).toBeNull()
      expect(JSON.stringify(events)).toBe(before)
    }),
  )
  expect(cutToBounds([null, 1, 'x', [], {}, { props: null }, { props: [] }])).toBeNull()
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

test('the look at the bytes overlooks nothing that would be cut', () => {
  let cut = 0
  fc.assert(
    fc.property(
      fc.array(fc.oneof(manyProps, fc.dictionary(fc.string(), around, { maxKeys: 4 })), { maxLength: 4 }),
      fc.array(fc.dictionary(fc.string(), fc.string())),
      (all, contexts) => {
        const events = all.map((props, n) => ({ id: `${n}`, event: 'e', time: n, props }))
        const json = Buffer.from(JSON.stringify({ device: 'd', contexts, events }))
        const found = cutToBounds(JSON.parse(json.toString()).events) !== null
        if (found) cut++
        expect(found && !mayExceed(json)).toBe(false)
      },
    ),
  )
  expect(cut).toBeGreaterThan(10)
})

test('and passes over a batch as SDKs send them', () => {
  const events = Array.from({ length: 1000 }, (_, n) => ({
    id: `${n}`,
    props: { title: '西湖"龙井"', list: [1, { a: [2] }] },
  }))
  expect(mayExceed(Buffer.from(JSON.stringify({ device: 'd', contexts: [{ url: '/' }], events })))).toBe(false)
})
