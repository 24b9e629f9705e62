import type { LoadedPlan } from './load/loaded-plan.ts'
import { parseYaml } from './load/parse-yaml.ts'
import type { TextFile } from './load/read-folder.ts'
import type { Edit, Problem } from './problem.ts'

/** A mend can make way for another: `title：a: b` first needs its colon, and then quotes. */
const MAX_ROUNDS = 10

/** Edits of one file that do not touch each other, in their order. */
const createFree = () => {
  const taken: Edit[] = []
  const after = (start: number): number => {
    let [low, high] = [0, taken.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if ((taken[middle] as Edit).start < start) low = middle + 1
      else high = middle
    }
    return low
  }
  return {
    taken,
    isFree: ({ start, end }: Edit): boolean => {
      const next = after(start)
      const [before, behind] = [taken[next - 1], taken[next]]
      return (!before || before.end <= start) && (!behind || (behind.start !== start && behind.start >= end))
    },
    take: (edit: Edit): void => void taken.splice(after(edit.start), 0, edit),
  }
}

/** Mends that do not touch each other, by file; of a problem all edits or none. */
const chosen = (problems: readonly Problem[]): Map<string, Edit[]> => {
  const files = new Map<string, ReturnType<typeof createFree>>()
  for (const { fix = [] } of problems) {
    for (const { file } of fix) if (!files.has(file)) files.set(file, createFree())
    if (!fix.every(edit => files.get(edit.file)?.isFree(edit))) continue
    for (const edit of fix) files.get(edit.file)?.take(edit)
  }
  return new Map([...files].map(([file, { taken }]) => [file, taken]))
}

/** The text with all edits, in one go. */
const written = (text: string, edits: readonly Edit[]): string => {
  let at = 0
  const parts = edits.flatMap(({ start, end, text: instead }) => {
    const kept = text.slice(at, start)
    at = end
    return [kept, instead]
  })
  return parts.join('') + text.slice(at)
}

/** Writes the mends of problems into the files they are about, as far as they do not touch each other. */
export const applyFixes = (files: readonly TextFile[], problems: readonly Problem[]): TextFile[] => {
  const edits = chosen(problems)
  return files.map(file => {
    const text = written(file.text, edits.get(file.path) ?? [])
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
