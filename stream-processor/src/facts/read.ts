/** The entries of an object; none of anything else. */
export const entriesOf = (value: unknown): [name: string, value: unknown][] =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.entries(value) : []

/** A member of an object; undefined of anything else. */
export const member = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined

/** An id as text: a string that is not empty, or a number; else the empty text. */
export const idText = (value: unknown): string => {
  if (typeof value === 'string') return value.toWellFormed()
  return typeof value === 'number' && Number.isFinite(value) ? String(value) : ''
}
