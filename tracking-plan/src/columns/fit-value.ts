import type { PlanColumn } from './plan-columns.ts'
import { roundDecimal } from './round-decimal.ts'

const DAY = /^\d{4}-\d{2}-\d{2}$/
const RFC_3339 = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:\d{2})$/i
/** What Date32 and DateTime64 hold. */
const FIRST_MS = Date.UTC(1900, 0, 1)
const LAST_MS = Date.UTC(2299, 11, 31)

const inRange = (ms: number): boolean => ms >= FIRST_MS && ms <= LAST_MS

const day = (text: string): string | undefined => {
  const ms = DAY.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN
  return inRange(ms) && new Date(ms).toISOString().startsWith(text) ? text : undefined
}

const time = (value: unknown): string | undefined => {
  const ms = typeof value === 'string' && RFC_3339.test(value) ? Date.parse(value) : value
  if (typeof ms !== 'number' || !Number.isInteger(ms) || !inRange(ms)) return undefined
  const iso = new Date(ms).toISOString()
  return `${iso.slice(0, 10)} ${iso.slice(11, 23)}`
}

/** A value as its column takes it in JSONEachRow; undefined where it does not fit. */
export const fitValue = (value: unknown, { value: type, scale }: Pick<PlanColumn, 'value' | 'scale'>): unknown => {
  switch (type) {
    case 'string':
    case 'id':
    case 'enum':
      return typeof value === 'string' ? value.toWellFormed() : undefined
    case 'int':
      return Number.isSafeInteger(value) ? value : undefined
    case 'number':
      return Number.isFinite(value) ? value : undefined
    case 'decimal':
      return Number.isFinite(value) && Math.abs(value as number) < 10 ** (18 - scale)
        ? roundDecimal(value as number, scale)
        : undefined
    case 'bool':
      return typeof value === 'boolean' ? value : undefined
    case 'date':
      return typeof value === 'string' ? day(value) : undefined
    case 'time':
      return time(value)
  }
}
