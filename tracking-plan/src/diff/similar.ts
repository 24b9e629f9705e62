const flat = (name: string): string => name.toLowerCase().replaceAll(/[_\-. ]/g, '')
const wordsOf = (name: string): string[] =>
  name
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .split(/[_\-. ]+/)

/** True for names that differ only in case or underscores: `itemId`, `item_id`. */
export const sameButForCase = (a: string, b: string): boolean => a !== b && flat(a) === flat(b)

/** How many letters must be put in, taken out or changed to make one text of the other (Levenshtein). */
export const editDistance = (a: string, b: string): number => {
  let row = Array.from({ length: b.length + 1 }, (_, column) => column)
  for (let i = 0; i < a.length; i += 1) {
    const next = [i + 1]
    for (let j = 0; j < b.length; j += 1) {
      const change = row[j]! + (a[i] === b[j] ? 0 : 1)
      next.push(Math.min(change, row[j + 1]! + 1, next[j]! + 1))
    }
    row = next
  }
  return row[b.length]!
}

/** True for names that a person would take for one another: `coupon`, `coupon_code`; `recieved`, `received`. */
export const similarNames = (a: string, b: string): boolean => {
  const [few, many] = [wordsOf(a), wordsOf(b)].sort((x, y) => x.length - y.length) as [string[], string[]]
  if (few.every(word => many.includes(word))) return true
  const allowed = Math.floor(Math.min(a.length, b.length) / 3)
  return Math.abs(a.length - b.length) <= allowed && editDistance(a, b) <= allowed
}

/** Pairs what is gone with what is new where they look like one thing; the closest names first, each thing once. */
export const probableRenames = <T extends { name: string }>(of: {
  gone: readonly T[]
  born: readonly T[]
  alike: (gone: T, born: T) => boolean
}): { before: T; after: T }[] => {
  const candidates = of.gone
    .flatMap(before => of.born.filter(after => of.alike(before, after)).map(after => ({ before, after })))
    .map(pair => ({ ...pair, distance: editDistance(flat(pair.before.name), flat(pair.after.name)) }))
    .sort((a, b) => a.distance - b.distance)
  const taken = new Set<T>()
  return candidates.filter(({ before, after }) => {
    if (taken.has(before) || taken.has(after)) return false
    taken.add(before)
    taken.add(after)
    return true
  })
}
