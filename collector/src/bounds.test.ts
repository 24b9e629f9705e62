import fc from 'fast-check'
import { expect, test } from 'vitest'
import { cutToBounds } from './bounds.ts'

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
