/** Equal as JSON: the order of keys and keys that are undefined make no difference. */
export const same = (a: unknown, b: unknown): boolean => {
  if (Object.is(a, b)) return true
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false
  if (Array.isArray(a) !== Array.isArray(b)) return false
  const [left, right] = [a as Record<string, unknown>, b as Record<string, unknown>]
  return [...new Set([...Object.keys(left), ...Object.keys(right)])].every(key => same(left[key], right[key]))
}

/** The same members, in whatever order. */
export const sameSet = (a: readonly string[] = [], b: readonly string[] = []): boolean =>
  new Set(a).size === new Set(b).size && a.every(member => b.includes(member))

/** A record's own entry: names such as `constructor` are nobody's. */
export const own = <T>(record: Record<string, T>, name: string): T | undefined =>
  Object.hasOwn(record, name) ? record[name] : undefined
