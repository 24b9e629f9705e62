const partsOf = (version: string): number[] => version.split('.').map(Number)

/** Below 0 where the first version is the earlier one. Parts count as numbers: 2026.9.1 comes before 2026.11.1. */
export const compareVersions = (a: string, b: string): number => {
  const [left, right] = [partsOf(a), partsOf(b)]
  for (let i = 0; i < Math.max(left.length, right.length); i += 1) {
    const difference = (left[i] ?? 0) - (right[i] ?? 0)
    if (difference !== 0) return difference
  }
  return 0
}

/** year.month.n of a day, YYYY-MM-DD: one above the last of that month. */
export const nextVersion = (taken: readonly string[], today: string): string => {
  const [year, month] = today.split('-').map(Number) as [number, number]
  const numbers = taken
    .map(partsOf)
    .filter(parts => parts[0] === year && parts[1] === month)
    .map(parts => parts[2] ?? 0)
  return `${year}.${month}.${Math.max(0, ...numbers) + 1}`
}
