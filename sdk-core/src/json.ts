import { attempt } from './attempt.ts'

/** Values in one JSON text beyond which a page would feel it: somebody passed a whole page or store. */
const MOST_VALUES = 20_000

/**
 * JSON of any value, or an exception: never a frozen page, and never what a page's own `Array.prototype.toJSON`
 * (old Prototype.js) makes of lists.
 */
export const toJson = (value: unknown): string => {
  let left = MOST_VALUES
  return JSON.stringify(value, function (this: Record<string, unknown>, name, one) {
    if (--left < 0) throw new RangeError('too many values')
    const own = this[name]
    return Array.isArray(own) ? own : one
  })
}

/** The object that a JSON text says; empty for any other text and for none. */
export const parseObject = <T extends object>(text: string | null | undefined): Partial<T> =>
  attempt(() => Object(JSON.parse(text ?? ''))) ?? {}
