import * as z from 'zod'
import type { Span } from '../model.ts'

const NUMBER = '-?\\d+(?:\\.\\d+)?'
const SPAN = new RegExp(`^(${NUMBER})?\\.\\.(${NUMBER})?$`)

const read = (text: string): Span => {
  const [, min, max] = SPAN.exec(text) ?? []
  return { ...(min !== undefined && { min: Number(min) }), ...(max !== undefined && { max: Number(max) }) }
}

/** `1..200`, `0..`, `..100`; both ends inclusive. */
export const SpanInput = z
  .string({ error: 'write a span such as 1..200, 0.. or ..100' })
  .regex(SPAN, 'write a span such as 1..200, 0.. or ..100')
  .refine(text => {
    const { min = Number.NEGATIVE_INFINITY, max = Number.POSITIVE_INFINITY } = read(text)
    return text !== '..' && min <= max
  }, 'the first number is the smaller one')

export const toSpan = read
