import { createPack, type Pack } from './block.ts'
import { type Entry, type Frame, framedBytes, frameOf, frameOfBlock } from './frame.ts'
import type { Segments } from './segments.ts'

export type GroupCommit = {
  /** Resolves to the record's offset once it is on disk. */
  append(entry: Entry): Promise<number>
  /** Resolves when nothing is being written. */
  idle(): Promise<void>
}

/** Bytes that one write may have; what comes meanwhile is the next one. */
const GROUP_BYTES = 8 * 1024 * 1024
const GROUP_RECORDS = 500
/** From so many bytes on a write is packed: less does not pay for the call. */
const PACKED_FROM_BYTES = 32 * 1024

type Waiting = { entry: Entry; bytes: number; resolve: (offset: number) => void; reject: (error: unknown) => void }

const framesOf = async (group: readonly Waiting[], pack: Pack): Promise<Frame[]> => {
  const entries = group.map(({ entry }) => entry)
  const bytes = group.reduce((sum, one) => sum + one.bytes, 0)
  return bytes < PACKED_FROM_BYTES ? entries.map(frameOf) : [frameOfBlock(await pack(entries), entries.length)]
}

/** Writes what waits together and syncs it once: the more come at a time, the less each costs. */
export const createGroupCommit = (segments: Segments, segmentBytes: number, written: () => void): GroupCommit => {
  const pack = createPack()
  let waiting: Waiting[] = []
  let running: Promise<void> | undefined

  const takeGroup = (): Waiting[] => {
    let bytes = 0
    const fits = waiting.findIndex((one, n) => {
      bytes += one.bytes
      return n > 0 && (bytes > GROUP_BYTES || n >= GROUP_RECORDS)
    })
    const group = fits < 0 ? waiting : waiting.slice(0, fits)
    waiting = fits < 0 ? [] : waiting.slice(fits)
    return group
  }
  const run = async (): Promise<void> => {
    while (waiting.length > 0) {
      const group = takeGroup()
      try {
        const frames = await framesOf(group, pack)
        const full = segments.current().size() >= segmentBytes && segments.current().size() > 0
        if (full) segments.roll()
        const first = segments.current().end()
        await segments.current().append(frames)
        group.forEach(({ resolve }, n) => {
          resolve(first + n)
        })
      } catch (cause) {
        for (const { reject } of group) reject(cause)
      }
      written()
    }
    running = undefined
  }
  return {
    append: entry =>
      new Promise((resolve, reject) => {
        waiting.push({ entry, bytes: framedBytes(entry), resolve, reject })
        running ??= Promise.resolve().then(run)
      }),
    idle: async () => {
      while (running) await running
    },
  }
}
