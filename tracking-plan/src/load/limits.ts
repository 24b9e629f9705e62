import type { Problem } from '../problem.ts'

/** What one file may have: YAML of this size is read in well under a second, however odd it is. */
export const MAX_FILE_BYTES = 128 * 1024
export const MAX_PLAN_BYTES = 2 * 1024 * 1024
export const MAX_FILES = 5000
/** So much in files that cannot be read is enough to mend at a time. */
export const MAX_BROKEN_BYTES = 64 * 1024

const KIB = 1024

const tooMuch = (file: string, message: string): Problem => ({
  rule: 'plan.size',
  severity: 'error',
  place: { file, line: 1, column: 1 },
  message,
})

/** Where files are more, or larger, than a plan has a use for. `whole`: none of them is worth reading. */
export const sizeProblems = (
  files: readonly { path: string; bytes: number }[],
): { problems: Problem[]; whole: boolean } => {
  if (files.length > MAX_FILES) {
    const message = `the plan has ${files.length} files; at most ${MAX_FILES}: put what belongs together into one`
    return { problems: [tooMuch('plan.yaml', message)], whole: true }
  }
  const problems = files
    .filter(({ bytes }) => bytes > MAX_FILE_BYTES)
    .map(({ path, bytes }) =>
      tooMuch(path, `this file has ${Math.ceil(bytes / KIB)} KiB; at most ${MAX_FILE_BYTES / KIB}: split it by topic`),
    )
  const total = files.reduce((sum, { bytes }) => sum + Math.min(bytes, MAX_FILE_BYTES), 0)
  if (total <= MAX_PLAN_BYTES) return { problems, whole: false }
  const message = `the plan has ${Math.ceil(total / KIB)} KiB; at most ${MAX_PLAN_BYTES / KIB}`
  return { problems: [...problems, tooMuch('plan.yaml', message)], whole: true }
}

/** Said of the first file that is left out because those before it are too broken. */
export const tooBroken = (path: string): Problem =>
  tooMuch(path, 'this file and those after it were not read: mend what is wrong so far first')
