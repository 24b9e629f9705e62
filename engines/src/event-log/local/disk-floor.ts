import { statfs } from 'node:fs/promises'

const CHECK_EVERY_MS = 1000

/** Free bytes of the folder's disk, asked at most once a second. */
export const createDiskWatch = (dir: string): { free(): Promise<number> } => {
  let known = Number.POSITIVE_INFINITY
  let askedAt = 0
  return {
    free: async () => {
      const now = Date.now()
      if (now - askedAt >= CHECK_EVERY_MS) {
        askedAt = now
        const stats = await statfs(dir)
        known = stats.bavail * stats.bsize
      }
      return known
    },
  }
}
