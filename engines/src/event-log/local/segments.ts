import { mkdirSync, readdirSync } from 'node:fs'
import { openSegment, type Segment } from './segment.ts'

export type Segments = {
  /** Oldest first; the last one takes the writes. */
  all(): readonly Segment[]
  current(): Segment
  /** Begins a new segment at `base` when the current one is full. */
  roll(base: number): void
  /** The segment in which reading goes on from `offset`, if any holds something at or after it. */
  at(offset: number): Segment | undefined
  removeOldest(): Promise<void>
  close(): Promise<void>
}

/** Keys within a segment are 32-bit, so a segment is also full long before its offsets are. */
export const openSegments = (dir: string): Segments => {
  mkdirSync(dir, { recursive: true })
  const bases = readdirSync(dir)
    .filter(name => /^\d{16}\.mdb$/.test(name))
    .map(name => Number(name.slice(0, 16)))
    .sort((a, b) => a - b)
  const segments = (bases.length > 0 ? bases : [0]).map(base => openSegment(dir, base))
  const current = (): Segment => segments.at(-1) as Segment
  return {
    all: () => segments,
    current,
    roll: base => {
      segments.push(openSegment(dir, base))
    },
    at: offset => segments.findLast(segment => segment.base <= offset) ?? segments[0],
    removeOldest: async () => {
      await segments.shift()?.remove()
    },
    close: async () => {
      await Promise.all(segments.map(segment => segment.close()))
    },
  }
}
