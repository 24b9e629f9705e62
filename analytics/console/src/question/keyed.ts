/** An entry of a list that is edited: the key follows it when it moves, so that a field keeps its focus. */
export type Keyed<T> = T & { key: number }

export const keyed = <T extends object>(items: readonly T[]): Keyed<T>[] => items.map((item, key) => ({ ...item, key }))

export const added = <T extends object>(list: readonly Keyed<T>[], item: T): Keyed<T>[] => [
  ...list,
  { ...item, key: 1 + Math.max(-1, ...list.map(({ key }) => key)) },
]

export const removed = <T extends object>(list: readonly Keyed<T>[], key: number): Keyed<T>[] =>
  list.filter(item => item.key !== key)

export const changed = <T extends object>(list: readonly Keyed<T>[], key: number, change: Partial<T>): Keyed<T>[] =>
  list.map(item => (item.key === key ? { ...item, ...change } : item))

/** One place up (-1) or down (1); at the edge it stays. */
export const moved = <T extends object>(list: readonly Keyed<T>[], key: number, by: -1 | 1): Keyed<T>[] => {
  const from = list.findIndex(item => item.key === key)
  const to = from + by
  const [item, other] = [list[from], list[to]]
  return item && other ? list.with(from, other).with(to, item) : [...list]
}
