import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readTraceparent } from './trace-context.ts'

const TRACE = '4bf92f3577b34da6a3ce929d0e0e4736'
const SPAN = '00f067aa0ba902b7'

test.each([
  [`00-${TRACE}-${SPAN}-01`, true],
  [`00-${TRACE}-${SPAN}-ff`, true],
  ['absent', false, undefined],
  ['sent twice', false, [`00-${TRACE}-${SPAN}-01`, `00-${TRACE}-${SPAN}-01`]],
  [`00-${TRACE}-${SPAN}-01, 00-${TRACE}-${SPAN}-01`, false],
  [`ff-${TRACE}-${SPAN}-01`, false],
  [`00-${'0'.repeat(32)}-${SPAN}-01`, false],
  [`00-${TRACE}-${'0'.repeat(16)}-01`, false],
  [`00-${TRACE.toUpperCase()}-${SPAN}-01`, false],
  [`00-${TRACE}-${SPAN}-01-more`, false],
  [`00-${TRACE}-${SPAN}-01-`, false],
  [`cc-${TRACE}-${SPAN}-01-what-will-be`, true],
  [`cc-${TRACE}-${SPAN}-01-`, true],
  [`cc-${TRACE}-${SPAN}-01.what`, false],
  [`cc-${TRACE}-${SPAN}`, false],
  ['', false],
])('%s', (header, valid, value: string | string[] | undefined = header === 'absent' ? undefined : header) => {
  expect(readTraceparent(value)).toEqual(valid ? { trace_id: TRACE, span_id: SPAN } : null)
})

const hex = (digits: number) =>
  fc.array(fc.constantFrom(...'0123456789abcdef'), { minLength: digits, maxLength: digits }).map(all => all.join(''))
const isZero = (text: string) => /^0+$/.test(text)

test('what is written by the rules is read back, whatever the version; what breaks one rule is not', () => {
  const parts = fc.record({
    version: hex(2),
    trace: fc.oneof({ weight: 9, arbitrary: hex(32) }, fc.constant('0'.repeat(32))),
    span: fc.oneof({ weight: 9, arbitrary: hex(16) }, fc.constant('0'.repeat(16))),
    flags: hex(2),
    more: fc.oneof(
      fc.constant(''),
      fc.string({ unit: fc.constantFrom(...'0123456789abcdef-.=', 'Z') }).map(text => `-${text}`),
      fc.string({ unit: fc.constantFrom('a', '0', '_', '.'), minLength: 1 }),
    ),
  })
  fc.assert(
    fc.property(parts, ({ version, trace, span, flags, more }) => {
      const valid =
        version !== 'ff' &&
        !isZero(trace) &&
        !isZero(span) &&
        (more === '' || (version !== '00' && more.startsWith('-')))
      expect(readTraceparent(`${version}-${trace}-${span}-${flags}${more}`)).toEqual(
        valid ? { trace_id: trace, span_id: span } : null,
      )
    }),
    { numRuns: 2000 },
  )
})

test('any other text is none, and nothing throws', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 100 }), text => {
      expect(readTraceparent(text)).toBeNull()
    }),
  )
})
