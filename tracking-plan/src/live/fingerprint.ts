import { statSync } from 'node:fs'
import { join } from 'node:path'
import { walk } from '../load/walk.ts'

/** Changes whenever a file of the folders does: paths, sizes, times. A folder that is not there is empty. */
export const fingerprint = (dirs: readonly string[]): string => {
  const files: string[] = []
  for (const dir of dirs) {
    try {
      for (const { path } of walk(dir)) {
        const { size, mtimeMs } = statSync(join(dir, path))
        files.push(`${dir} ${path} ${size} ${mtimeMs}`)
      }
    } catch {
      // A folder or file that goes away in between is seen at the next look.
    }
  }
  return files.join('\n')
}
