import type { LoadedPlan } from './load/loaded-plan.ts'
import { parseYaml } from './load/parse-yaml.ts'
import type { TextFile } from './load/read-folder.ts'
import type { Edit, Problem } from './problem.ts'

/** A mend can make way for another: `title：a: b` first needs its colon, and then quotes. */
const MAX_ROUNDS = 10

const overlap = (a: Edit, b: Edit): boolean => (a.start === b.start ? true : a.start < b.end && b.start < a.end)

/** Mends that do not touch each other; of a problem all edits or none. */
const chosen = (problems: readonly Problem[]): Edit[] => {
  const edits: Edit[] = []
  for (const { fix = [] } of problems) {
    const free = fix.every(edit => !edits.some(other => other.file === edit.file && overlap(edit, other)))
    if (free) edits.push(...fix)
  }
  return edits
}

/** Writes the mends of problems into the files they are about, as far as they do not touch each other. */
export const applyFixes = (files: readonly TextFile[], problems: readonly Problem[]): TextFile[] => {
  const edits = chosen(problems)
  return files.map(file => {
    const own = edits.filter(edit => edit.file === file.path).sort((a, b) => b.start - a.start)
    const text = own.reduce((so, { start, end, text }) => so.slice(0, start) + text + so.slice(end), file.text)
    return text === file.text ? file : { ...file, text }
  })
}

const canBeRead = (file: TextFile): boolean => parseYaml(file).problems.length === 0

/** A file that is no UTF-8 was not read as it is, and must not be written. */
const isWritable = ({ text }: TextFile): boolean => !text.includes('\ufffd')

export type FixedPlan = { files: TextFile[]; plan: LoadedPlan }

/**
 * Mends what is safe to mend, again and again until nothing is left. A file that YAML could read before and cannot
 * afterwards stays as it was.
 */
export const fixPlan = (given: readonly TextFile[], lint: (files: readonly TextFile[]) => LoadedPlan): FixedPlan => {
  let files = [...given]
  let plan = lint(files)
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const fixed = applyFixes(files, plan.problems)
    const next = files.map((file, i) => {
      const mended = fixed[i] ?? file
      if (mended === file || !isWritable(file)) return file
      return canBeRead(mended) || !canBeRead(file) ? mended : file
    })
    if (next.every((file, i) => file === files[i])) break
    files = next
    plan = lint(files)
  }
  return { files, plan }
}
