import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { Problem } from '../problem.ts'
import { MAX_FILE_BYTES, sizeProblems } from './limits.ts'
import { walk } from './walk.ts'

/** A file of the plan: its path from the plan's folder, with slashes. */
export type TextFile = { path: string; text: string }

const unreadable = (file: string, message: string): Problem => ({
  rule: 'plan.missing',
  severity: 'error',
  place: { file, line: 1, column: 1 },
  message,
})

const isYaml = (path: string): boolean => /(?:^|\/)[^./][^/]*\.ya?ml$/.test(path)

/** The YAML files of a folder. Links are not followed. What cannot be read is a problem, never an exception. */
export const readFolder = (dir: string): { files: TextFile[]; problems: Problem[] } => {
  const root = join(dir, '.')
  try {
    const entries = walk(root)
    const links = entries.filter(({ isLink }) => isLink)
    const paths = entries.filter(({ path, isLink }) => !isLink && isYaml(path))
    const sized = paths.map(({ path }) => ({ path, bytes: statSync(join(root, path)).size }))
    const { problems, whole } = sizeProblems(sized)
    const read = whole ? [] : sized.filter(({ bytes }) => bytes <= MAX_FILE_BYTES)
    return {
      files: read.map(({ path }) => ({ path, text: readFileSync(join(root, path), 'utf8') })),
      problems: [...problems, ...links.map(({ path }) => unreadable(path, 'this is a link; put the file itself here'))],
    }
  } catch (error) {
    const { code, path } = error as NodeJS.ErrnoException
    const why = code === 'ENOENT' ? `there is no folder ${dir}` : `the folder ${path ?? dir} cannot be read (${code})`
    return { files: [], problems: [unreadable('plan.yaml', why)] }
  }
}
