import { execFile, execFileSync } from 'node:child_process'
import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'

/** A disk of its own for a folder, which can be full. */
export type SmallDisk = {
  /** Resolves once not a byte is free. */
  fill: () => Promise<void>
  free: () => void
  close: () => void
}

/** Puts a disk of so many MB in memory where `dir` is; null where this user may not mount one. */
export const smallDisk = (dir: string, megabytes: number): SmallDisk | null => {
  mkdirSync(dir, { recursive: true })
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', dir], { stdio: 'ignore' })
  } catch {
    return null
  }
  const ballast = join(dir, 'ballast')
  return {
    // It ends with an error, when the disk is full.
    fill: () => new Promise(resolve => execFile('cp', ['/dev/zero', ballast], () => resolve())),
    free: () => rmSync(ballast, { force: true }),
    close: () => void execFileSync('umount', ['-l', dir]),
  }
}
