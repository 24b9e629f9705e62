import type { Frame } from './frame.ts'
import type { Segments } from './segments.ts'

export type GroupCommit = {
  /** Resolves to the record's offset once it is on disk. */
  append(frame: Frame): Promise<number>
  /** Resolves when nothing is being written. */
  idle(): Promise<void>
}

/** Bytes that one write may have; what comes meanwhile is the next one. */
const GROUP_BYTES = 8 * 1024 * 1024

type Waiting = { frame: Frame; resolve: (offset: number) => void; reject: (error: unknown) => void }

/** Writes what waits together and syncs it once: the more come at a time, the less each costs. */
export const createGroupCommit = (segments: Segments, segmentBytes: number, written: () => void): GroupCommit => {
  let waiting: Waiting[] = []
  let running: Promise<void> | undefined

  const takeGroup = (): Waiting[] => {
    let bytes = 0
    const fits = waiting.findIndex(({ frame }, n) => {
      bytes += frame.bytes
      return n > 0 && bytes > GROUP_BYTES
    })
    const group = fits < 0 ? waiting : waiting.slice(0, fits)
    waiting = fits < 0 ? [] : waiting.slice(fits)
    return group
  }
  const run = async (): Promise<void> => {
    while (waiting.length > 0) {
      const group = takeGroup()
      try {
        const full = segments.current().size() >= segmentBytes && segments.current().size() > 0
        if (full) segments.roll()
        const first = segments.current().end()
        await segments.current().append(group.map(({ frame }) => frame))
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
    append: frame =>
      new Promise((resolve, reject) => {
        waiting.push({ frame, resolve, reject })
        running ??= Promise.resolve().then(run)
      }),
    idle: async () => {
      while (running) await running
    },
  }
}
