import { closeSync, fdatasync, fstatSync, ftruncateSync, openSync, readSync, writev } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { unpacked } from './block.ts'
import { type Entry, type Frame, frameAhead, isWhole, PREFIX_BYTES, unframe } from './frame.ts'

const write = promisify(writev)
const sync = promisify(fdatasync)

export type SegmentRecord = Entry & { offset: number }

/** A stretch of the log: one file that only grows, named by its first offset. */
export type Segment = {
  base: number
  file: string
  /** The offset after the last record. */
  end(): number
  size(): number
  /** Makes the frames durable, all or none of them. */
  append(frames: readonly Frame[]): Promise<void>
  /** Records from `offset` on, about `limit` of them and about `maxBytes`. */
  read(range: { from: number; limit: number; maxBytes: number }): SegmentRecord[]
  close(): void
  remove(): Promise<void>
}

/** After so many records it is remembered where the next one begins, so that reading from an offset passes over few. */
const MARK_EVERY = 64
const CHUNK_BYTES = 1024 * 1024

/** What reading a file front to back needs: frames one by one, from large chunks. */
const frameReader = (fd: number, size: () => number) => {
  let chunk = Buffer.alloc(0)
  let chunkAt = 0
  /** So many bytes at `position`, or fewer at the end of the file. */
  const bytesAt = (position: number, length: number): Buffer => {
    const from = position - chunkAt
    if (from >= 0 && from + length <= chunk.length) return chunk.subarray(from, from + length)
    const fresh = Buffer.allocUnsafe(Math.min(Math.max(CHUNK_BYTES, length), Math.max(0, size() - position)))
    chunk = fresh.subarray(0, readSync(fd, fresh, 0, fresh.length, position))
    chunkAt = position
    return chunk.subarray(0, length)
  }
  return (position: number): { bytes: Buffer; records: number } | null => {
    const prefix = bytesAt(position, PREFIX_BYTES)
    if (prefix.length < PREFIX_BYTES) return null
    const ahead = frameAhead(prefix)
    if (ahead === null) return null
    const bytes = bytesAt(position, ahead.length)
    return bytes.length === ahead.length ? { bytes, records: ahead.records } : null
  }
}

/** `end`: the offset after its last record, where a later segment says so; null: look, and cut off what was not written whole. */
export const openSegment = (dir: string, base: number, end: number | null): Segment => {
  const file = join(dir, `${String(base).padStart(16, '0')}.log`)
  const fd = openSync(file, 'a+')
  let size = fstatSync(fd).size
  const marks = [{ offset: base, position: 0 }]
  let next = base
  let isTorn = false

  const passed = (offset: number, position: number): void => {
    if (offset >= (marks.at(-1) as { offset: number }).offset + MARK_EVERY) marks.push({ offset, position })
  }
  const cut = (): void => {
    if (isTorn) ftruncateSync(fd, size)
    isTorn = false
  }
  if (end === null) {
    const frameAt = frameReader(fd, () => size)
    let position = 0
    for (let frame = frameAt(0); frame && isWhole(frame.bytes); frame = frameAt(position)) {
      position += frame.bytes.length
      next += frame.records
      passed(next, position)
    }
    isTorn = position < size
    size = position
    cut()
  } else next = end

  return {
    base,
    file,
    end: () => next,
    size: () => size,
    append: async frames => {
      // What an earlier attempt left behind is no record.
      cut()
      const bytes = frames.reduce((sum, one) => sum + one.bytes, 0)
      isTorn = true
      const { bytesWritten } = await write(
        fd,
        frames.flatMap(one => one.parts),
      )
      if (bytesWritten < bytes) throw new Error(`${bytesWritten} of ${bytes} bytes were written`)
      await sync(fd)
      isTorn = false
      for (const one of frames) {
        size += one.bytes
        next += one.records
        passed(next, size)
      }
    },
    read: ({ from, limit, maxBytes }) => {
      const records: SegmentRecord[] = []
      const frameAt = frameReader(fd, () => size)
      let { offset, position } = marks.findLast(mark => mark.offset <= from) ?? { offset: base, position: 0 }
      let read = 0
      while (offset < next && records.length < limit && read < maxBytes) {
        const frame = frameAt(position)
        if (frame === null) break
        if (offset + frame.records > from) {
          const held = unframe(frame.bytes)
          const entries = 'entry' in held ? [held.entry] : unpacked(held.block)
          entries.forEach((entry, n) => {
            if (offset + n < from) return
            records.push({ ...entry, offset: offset + n })
            read += entry.header.length + entry.value.length
          })
        }
        position += frame.bytes.length
        offset += frame.records
        passed(offset, position)
      }
      return records
    },
    close: () => closeSync(fd),
    remove: async () => {
      closeSync(fd)
      await rm(file, { force: true })
    },
  }
}
