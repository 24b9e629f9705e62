import { closeSync, fdatasync, fstatSync, ftruncateSync, openSync, readSync, writev } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { type Frame, frameLength, isWhole, PREFIX_BYTES } from './frame.ts'

const write = promisify(writev)
const sync = promisify(fdatasync)

/** A stretch of the log: one file that only grows, named by its first offset. */
export type Segment = {
  base: number
  file: string
  /** The offset after the last record. */
  end(): number
  size(): number
  /** Makes the frames durable, all or none of them. */
  append(frames: readonly Frame[]): Promise<void>
  /** Records from `offset` on, up to `limit` of them and about `maxBytes`. */
  read(range: { from: number; limit: number; maxBytes: number }): { offset: number; bytes: Buffer }[]
  close(): void
  remove(): Promise<void>
}

/** Where every so manieth record begins is remembered, so that reading from an offset passes over few. */
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
  return (position: number): Buffer | null => {
    const prefix = bytesAt(position, PREFIX_BYTES)
    if (prefix.length < PREFIX_BYTES) return null
    const length = frameLength(prefix, 0)
    if (length === null) return null
    const bytes = bytesAt(position, length)
    return bytes.length === length ? bytes : null
  }
}

/** `end`: the offset after its last record, where a later segment says so; null: look, and cut off what was not written whole. */
export const openSegment = (dir: string, base: number, end: number | null): Segment => {
  const file = join(dir, `${String(base).padStart(16, '0')}.log`)
  const fd = openSync(file, 'a+')
  let size = fstatSync(fd).size
  /** `marks[n]`: where record `base + n * MARK_EVERY` begins. */
  const marks = [0]
  let next = base
  let isTorn = false

  const passed = (offset: number, position: number): void => {
    const n = (offset - base) / MARK_EVERY
    if (n === marks.length) marks.push(position)
  }
  const cut = (): void => {
    if (isTorn) ftruncateSync(fd, size)
    isTorn = false
  }
  if (end === null) {
    const frameAt = frameReader(fd, () => size)
    let position = 0
    for (let bytes = frameAt(0); bytes && isWhole(bytes, 0, bytes.length); bytes = frameAt(position)) {
      position += bytes.length
      passed(++next, position)
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
        passed(++next, size)
      }
    },
    read: ({ from, limit, maxBytes }) => {
      const records: { offset: number; bytes: Buffer }[] = []
      const frameAt = frameReader(fd, () => size)
      const n = Math.min(marks.length - 1, Math.max(0, Math.floor((from - base) / MARK_EVERY)))
      let offset = base + n * MARK_EVERY
      let position = marks[n] as number
      let read = 0
      while (offset < next && records.length < limit && read < maxBytes) {
        const bytes = frameAt(position)
        if (bytes === null) break
        if (offset >= from) {
          records.push({ offset, bytes })
          read += bytes.length
        }
        position += bytes.length
        passed(++offset, position)
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
