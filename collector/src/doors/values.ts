/** A JSON object, whatever is in it. */
export type Json = Record<string, unknown>

export const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** The object, or an empty one for anything else. */
export const objectOf = (value: unknown): Json => (isObject(value) ? value : {})

/** A text; a number as its digits, since ids come as both; the empty text for anything else. */
export const textOf = (value: unknown): string => {
  if (typeof value === 'string') return value
  return typeof value === 'number' && Number.isFinite(value) ? String(value) : ''
}

/** The first text of several that is not empty. */
export const firstText = (...values: unknown[]): string => values.map(textOf).find(text => text !== '') ?? ''

export const numberOf = (value: unknown): number | undefined =>
  typeof value === 'number' && Number.isFinite(value) ? value : undefined

/** Width and height, where both are known. */
export const sizeOf = (width: unknown, height: unknown): [number, number] | undefined => {
  const [w, h] = [numberOf(width), numberOf(height)]
  return w === undefined || h === undefined ? undefined : [w, h]
}

/** Without what is not known: no value, an empty text, an empty object. */
export const known = (object: Json): Json =>
  Object.fromEntries(
    Object.entries(object).filter(
      ([, value]) => value !== undefined && value !== '' && !(isObject(value) && Object.keys(value).length === 0),
    ),
  )

/** The object without these names. */
export const without = (object: Json, names: ReadonlySet<string>): Json =>
  Object.fromEntries(Object.entries(object).filter(([name]) => !names.has(name)))
