/** JSON by present names: every text and every key that is a former name becomes the name it has now. */
export const namesNow = (value: unknown, rename: (name: string) => string): unknown => {
  if (typeof value === 'string') return rename(value)
  if (Array.isArray(value)) return value.map(part => namesNow(part, rename))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [rename(key), namesNow(part, rename)]))
}
