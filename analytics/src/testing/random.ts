/** Random choices that a seed repeats. */
export type Random = {
  /** A whole number from 0 to n − 1. */
  below(n: number): number
  pick<T>(from: readonly T[]): T
  /** True once in `n`. */
  once(n: number): boolean
}

/** mulberry32: small, and good enough to find bugs. */
export const seeded = (seed: number): Random => {
  let state = seed >>> 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  const below = (n: number): number => Math.floor(next() * n)
  return { below, pick: from => from[below(from.length)] as never, once: n => below(n) === 0 }
}
