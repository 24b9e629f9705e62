import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join as joinPath } from 'node:path'
import { type EmbeddedStore, startEmbeddedStore } from '@maidian/engines'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { and, type Fragment, identifier, join, literally, or, param, parameterised, sql } from './fragment.ts'

const dir = mkdtempSync(joinPath(tmpdir(), 'maidian-fragment-'))
let store: EmbeddedStore
beforeAll(async () => {
  store = await startEmbeddedStore({ dir, projects: [] })
})
afterAll(async () => {
  await store.close()
  rmSync(dir, { recursive: true, force: true })
})

const NASTY = [
  "'",
  "''",
  '\\',
  "\\'",
  '\0',
  '\b\f\n\r\t',
  '{x:String}',
  '{p0:String}',
  '`',
  '--',
  '/*',
  ';',
  '%',
  '😀',
  '订单',
  '\u2028',
  '\\N',
  '\\0',
  '\x1a',
  '\v',
  'NULL',
  '"',
]
const hostile = fc
  .array(fc.oneof(fc.constantFrom(...NASTY), fc.string({ unit: 'grapheme' }), fc.string({ unit: 'binary' })), {
    maxLength: 6,
  })
  .map(parts => parts.join('').toWellFormed())

const both = async (statement: Fragment): Promise<unknown[]> => {
  const [written] = await store.query<object>({ sql: literally(statement) })
  const [passed] = await store.query<object>(parameterised(statement))
  return [written, passed]
}

test('hostile text goes through ClickHouse unchanged, written out and as a parameter', async () => {
  await fc.assert(
    fc.asyncProperty(hostile, fc.array(hostile, { maxLength: 4 }), async (text, list) => {
      const statement = sql`SELECT ${param('String', text)} AS text, ${param('Array(String)', list)} AS list`
      expect(await both(statement)).toEqual([
        { text, list },
        { text, list },
      ])
    }),
    { numRuns: 300 },
  )
})

test('numbers keep their type and value', async () => {
  const statement = sql`SELECT ${param('UInt64', '18446744073709551615')} AS u, ${param('Int64', -5)} AS i,
    ${param('UInt32', 4294967295)} AS n, ${param('Float64', 1e-7)} AS f, ${param('Bool', true)} AS b,
    toTypeName(${param('Int64', 1)}) AS type`
  const expected = { u: '18446744073709551615', i: '-5', n: 4294967295, f: 1e-7, b: true, type: 'Int64' }
  expect(await both(statement)).toEqual([expected, expected])
})

test('a value that is no such number is refused', () => {
  expect(() => literally(param('Int64', 1.5))).toThrow(TypeError)
  expect(() => literally(param('Float64', Number.NaN))).toThrow(TypeError)
  expect(() => literally(param('UInt64', '1) OR (1'))).toThrow(TypeError)
})

test('a name that is none is refused', () => {
  expect(() => identifier('a; DROP')).toThrow(TypeError)
  expect(() => identifier('shop.events')).not.toThrow()
})

test('a value used twice is one parameter; equal values are two', () => {
  const value = param('String', 'x')
  expect(parameterised(sql`${value} ${value} ${param('String', 'x')}`)).toEqual({
    sql: '{p0:String} {p0:String} {p1:String}',
    params: { p0: 'x', p1: 'x' },
  })
})

test('no conditions all hold, and none of none holds', () => {
  expect(literally(and([]))).toBe('true')
  expect(literally(or([]))).toBe('false')
  expect(literally(join([sql`a`, sql`b`], ', '))).toBe('a, b')
})
