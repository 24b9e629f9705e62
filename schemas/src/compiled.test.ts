import { expect, test } from 'vitest'
import * as z from 'zod'
import { BatchEnvelope, compiled, Event, EventRow, LogHeader } from './index.ts'

test('every schema of the hot path compiles without falling back', () => {
  for (const schema of [BatchEnvelope, Event, LogHeader, EventRow]) z.compile(schema as z.ZodType, { strict: true })
})

test('a compiled event says what is wrong and where', () => {
  const result = compiled.event.safeParse({ id: '', event: 'x', time: 1.5 })
  expect(result.error?.issues.map(issue => issue.path.join('.'))).toEqual(['id', 'time'])
})

test.each([
  [{ events: [1] }],
  [{ events: [1], contexts: [{ url: 1 }, {}] }],
  [{ events: [1], contexts: [[]] }],
  [{ events: [1], contexts: [null] }],
  [{ events: [1], contexts: ['a'] }],
  [{ events: [1], contexts: {} }],
  [{ events: [1], contexts: Array.from({ length: 1001 }, () => ({})) }],
  [{ events: [] }],
  [{ events: [1], device: '' }],
])('the quick look at a batch says of %j what the whole schema says', batch => {
  expect(compiled.batchShape.validate(batch)).toBe(compiled.batch.validate(batch))
})
