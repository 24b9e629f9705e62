import { closeSync, fsyncSync, mkdirSync, openSync, readdirSync } from 'node:fs'
import { EngineError } from '../../errors.ts'
import { openSegment, type Segment } from './segment.ts'

export type Segments = {
  /** Oldest first; the last one takes the writes. */
  all(): readonly Segment[]
  current(): Segment
  /** Begins a new segment behind the last record. */
  roll(): void
  /** The segment in which reading goes on from `offset`, if any holds something at or after it. */
  at(offset: number): Segment | undefined
  removeOldest(): Promise<void>
  close(): void
}

/** A file is there after a loss of power only once its folder is on disk, too. */
const syncFolder = (dir: string): void => {
  const fd = openSync(dir, 'r')
  fsyncSync(fd)
  closeSync(fd)
}

export const openSegments = (dir: string): Segments => {
  mkdirSync(dir, { recursive: true })
  const names = readdirSync(dir)
  if (names.some(name => name.endsWith('.mdb'))) throw new EngineError('log.old_format', dir)
  const bases = names
    .filter(name => /^\d{16}\.log$/.test(name))
    .map(name => Number(name.slice(0, 16)))
    .sort((a, b) => a - b)
  const segments = (bases.length > 0 ? bases : [0]).map((base, n) => openSegment(dir, base, bases[n + 1] ?? null))
  syncFolder(dir)
  const current = (): Segment => segments.at(-1) as Segment
  return {
    all: () => segments,
    current,
    roll: () => {
      segments.push(openSegment(dir, current().end(), null))
      syncFolder(dir)
    },
    at: offset => segments.findLast(segment => segment.base <= offset) ?? segments[0],
    removeOldest: async () => {
      await segments.shift()?.remove()
    },
    close: () => {
      for (const segment of segments) segment.close()
    },
  }
}
