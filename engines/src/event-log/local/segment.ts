import { statSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { open, type RootDatabase } from 'lmdb'

/** A stretch of the log: one LMDB file, named by its first offset. Deleted as a whole, since LMDB never shrinks. */
export type Segment = {
  base: number
  file: string
  put(offset: number, bytes: Buffer): Promise<unknown>
  /** Records from `offset` on, up to `limit` of them and about `maxBytes`. */
  read(range: { from: number; limit: number; maxBytes: number }): { offset: number; bytes: Buffer }[]
  /** The highest offset held, or null. */
  last(): number | null
  size(): number
  close(): Promise<void>
  remove(): Promise<void>
}

const segmentFile = (dir: string, base: number): string => join(dir, `${String(base).padStart(16, '0')}.mdb`)

export const openSegment = (dir: string, base: number): Segment => {
  const file = segmentFile(dir, base)
  // With overlapping sync a commit is announced before it is on disk; an acknowledgement must come after.
  const db: RootDatabase<Buffer, number> = open<Buffer, number>({
    path: file,
    noSubdir: true,
    encoding: 'binary',
    keyEncoding: 'uint32',
    overlappingSync: false,
  })
  const key = (offset: number): number => offset - base
  return {
    base,
    file,
    put: (offset, bytes) => db.put(key(offset), bytes),
    read: ({ from, limit, maxBytes }) => {
      const records: { offset: number; bytes: Buffer }[] = []
      let bytes = 0
      for (const entry of db.getRange({ start: Math.max(0, key(from)), limit })) {
        // The buffer LMDB hands out is its own memory; a copy outlives the read.
        records.push({ offset: base + entry.key, bytes: Buffer.from(entry.value) })
        bytes += entry.value.length
        if (bytes >= maxBytes) break
      }
      return records
    },
    last: () => {
      for (const last of db.getKeys({ reverse: true, limit: 1 })) return base + last
      return null
    },
    size: () => {
      try {
        return statSync(file).size
      } catch {
        return 0
      }
    },
    close: () => db.close(),
    remove: async () => {
      await db.close()
      await Promise.all([rm(file, { force: true }), rm(`${file}-lock`, { force: true })])
    },
  }
}
