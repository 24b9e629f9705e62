import { statSync } from 'node:fs'
import { decodeHeader } from '../header-codec.ts'
import type { Segments } from './segments.ts'

const RECORDS = 500
const BYTES = 8 * 1024 * 1024
/** A file's time is told by a coarser clock. */
const FILE_CLOCK_MS = 1000

/** The first offset whose record was received at `time` or later, ms; the log's end where there is none. */
export const offsetAt = (segments: Segments, time: number): number => {
  for (const segment of segments.all()) {
    // Nothing in it was written later than that, and so nothing received later.
    if (segment.size() > 0 && statSync(segment.file).mtimeMs + FILE_CLOCK_MS < time) continue
    let from = segment.base
    for (;;) {
      const records = segment.read({ from, limit: RECORDS, maxBytes: BYTES })
      const found = records.find(({ header }) => (decodeHeader(header)?.received ?? 0) >= time)
      if (found) return found.offset
      const last = records.at(-1)
      if (last === undefined) break
      from = last.offset + 1
    }
  }
  return segments.current().end()
}
