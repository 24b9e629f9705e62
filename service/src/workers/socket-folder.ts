import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export type SocketFolder = { path: string; remove(): void }

/** The shortest limit of the systems that we run on, 104 bytes with a zero at the end, less the name of a socket. */
const MOST_BYTES = 90

/**
 * An empty folder for Unix sockets that only this user may enter: `run` within `dir`, or a temporary one where there is no
 * `dir` or the path of a socket would be too long for the system.
 */
export const socketFolder = (dir: string | null): SocketFolder => {
  const inside = dir === null ? null : join(dir, 'run')
  if (inside !== null && Buffer.byteLength(inside) <= MOST_BYTES) {
    // With what a process that was killed has left.
    rmSync(inside, { recursive: true, force: true })
    mkdirSync(inside, { recursive: true, mode: 0o700 })
    return { path: inside, remove: () => {} }
  }
  const path = mkdtempSync(join(tmpdir(), 'maidian-'))
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) }
}
