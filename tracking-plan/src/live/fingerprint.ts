import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'

/** Changes whenever a file of the folders does: paths, sizes, times. A folder that is not there is empty. */
export const fingerprint = (dirs: readonly string[]): string => {
  const files: string[] = []
  for (const dir of dirs) {
    try {
      for (const entry of readdirSync(dir, { recursive: true, withFileTypes: true })) {
        if (!entry.isFile()) continue
        const path = join(entry.parentPath, entry.name)
        const { size, mtimeMs } = statSync(path)
        files.push(`${path} ${size} ${mtimeMs}`)
      }
    } catch {
      // A folder or file that goes away in between is seen at the next look.
    }
  }
  return files.sort().join('\n')
}
