/**
 * Any value as text the store can hold: strings as they are, all else as JSON, nothing for null and undefined.
 * Lone surrogates, which no UTF-8 column can hold, become U+FFFD.
 */
export const text = (value: unknown): string => {
  if (value === null || value === undefined) return ''
  return (typeof value === 'string' ? value : JSON.stringify(value)).toWellFormed()
}

/** A string as it is; the empty string for anything else. */
export const string = (value: unknown): string => (typeof value === 'string' ? value.toWellFormed() : '')

/** Properties outside the plan, as the map column holds them; null is left out. */
export const propsText = (props: unknown): Record<string, string> => {
  const texts: Record<string, string> = Object.create(null)
  if (typeof props !== 'object' || props === null || Array.isArray(props)) return texts
  for (const [name, value] of Object.entries(props)) {
    if (value !== null && value !== undefined) texts[name.toWellFormed()] = text(value)
  }
  return texts
}
