import { statfs } from 'node:fs/promises'

const CHECK_EVERY_MS = 1000

export type DiskWatch = {
  /** Free bytes of the folder's disk, as of the last look. */
  known(): number
  /** The same, looked at again where the last look is more than a second old. */
  free(): Promise<number>
}

/** Watches how much room a folder's disk has, while somebody asks. */
export const watchDisk = async (dir: string): Promise<DiskWatch> => {
  let known = 0
  let askedAt = 0
  const look = async (): Promise<number> => {
    askedAt = Date.now()
    const { bavail, bsize } = await statfs(dir)
    known = bavail * bsize
    return known
  }
  const isOld = (): boolean => Date.now() - askedAt >= CHECK_EVERY_MS
  await look()
  return {
    known: () => {
      if (isOld()) look().catch(() => {})
      return known
    },
    free: async () => (isOld() ? look() : known),
  }
}
