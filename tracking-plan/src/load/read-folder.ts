import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { Problem } from '../problem.ts'

/** A file of the plan: its path from the plan's folder, with slashes. */
export type TextFile = { path: string; text: string }

/** What one file may have: YAML of this size is read in well under a second, however odd it is. */
export const MAX_FILE_BYTES = 128 * 1024
export const MAX_PLAN_BYTES = 4 * 1024 * 1024
export const MAX_FILES = 5000

const tooMuch = (file: string, message: string): Problem => ({
  rule: 'plan.size',
  severity: 'error',
  place: { file, line: 1, column: 1 },
  message,
})

const yamlFiles = (dir: string): string[] =>
  readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile() && /\.ya?ml$/.test(entry.name) && !entry.name.startsWith('.'))
    .map(entry =>
      join(entry.parentPath, entry.name)
        .slice(dir.length + 1)
        .replaceAll('\\', '/'),
    )
    .sort()

/** The YAML files of a folder, in the order of their paths. Links are not followed. */
export const readFolder = (dir: string): { files: TextFile[]; problems: Problem[] } => {
  const root = join(dir, '.')
  let paths: string[]
  try {
    paths = yamlFiles(root)
  } catch {
    return { files: [], problems: [{ ...tooMuch('plan.yaml', `there is no folder ${dir}`), rule: 'plan.missing' }] }
  }
  if (paths.length > MAX_FILES) {
    return { files: [], problems: [tooMuch('plan.yaml', `the plan has ${paths.length} files; at most ${MAX_FILES}`)] }
  }
  const files: TextFile[] = []
  const problems: Problem[] = []
  let total = 0
  for (const path of paths) {
    const { size } = statSync(join(root, path))
    total += size
    if (size > MAX_FILE_BYTES) {
      const say = `this file has ${Math.ceil(size / 1024)} KiB; at most ${MAX_FILE_BYTES / 1024}: split it by topic`
      problems.push(tooMuch(path, say))
    } else if (total > MAX_PLAN_BYTES) {
      problems.push(tooMuch(path, `the plan is larger than ${MAX_PLAN_BYTES / 1024 / 1024} MiB`))
      break
    } else files.push({ path, text: readFileSync(join(root, path), 'utf8') })
  }
  return { files, problems }
}
