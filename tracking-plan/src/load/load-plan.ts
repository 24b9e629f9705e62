import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { lintFile, lintPlan } from '../lint.ts'
import { withoutAllowed } from '../lint-ok.ts'
import type { Problem } from '../problem.ts'
import { localDay } from '../release/local-day.ts'
import { assemble } from './assemble.ts'
import { explained } from './explained.ts'
import { legible } from './legible.ts'
import { MAX_BROKEN_BYTES, MAX_FILE_BYTES, sizeProblems, tooBroken } from './limits.ts'
import type { LoadedPlan } from './loaded-plan.ts'
import { parseYaml } from './parse-yaml.ts'
import type { PlanFile } from './plan-file.ts'
import { readFolder, type TextFile } from './read-folder.ts'

/**
 * - `problems`: what is wrong already, with the folder.
 * - `today`: YYYY-MM-DD, for what expires. `hasFile`: whether a file lies in the plan's folder.
 */
export type ParseOptions = {
  problems?: readonly Problem[] | undefined
  today?: string | undefined
  hasFile?: ((path: string) => boolean) | undefined
}

const inOrder = (a: Problem, b: Problem): number =>
  a.place.file.localeCompare(b.place.file) || a.place.line - b.place.line || a.place.column - b.place.column

const hasErrors = (problems: readonly Problem[]): boolean => problems.some(({ severity }) => severity === 'error')

/** Parses file by file, as far as it makes sense. */
const parseAll = (texts: readonly TextFile[]): { files: PlanFile[]; problems: Problem[] } => {
  const sized = texts.map(({ path, text }) => ({ path, bytes: Buffer.byteLength(text) }))
  const { problems, whole } = sizeProblems(sized)
  const files: PlanFile[] = []
  let broken = 0
  for (const [i, text] of texts.entries()) {
    const { bytes } = sized[i] as { bytes: number }
    if (whole || bytes > MAX_FILE_BYTES) continue
    if (broken > MAX_BROKEN_BYTES) {
      problems.push(tooBroken(text.path))
      break
    }
    const parsed = parseYaml(text)
    if (parsed.file) files.push(parsed.file)
    if (parsed.problems.length > 0) broken += bytes
    problems.push(...parsed.problems)
  }
  return { files, problems }
}

/** A plan from the texts of its files. Throws nothing, whatever is in them. */
export const parsePlan = (texts: readonly TextFile[], options: ParseOptions = {}): LoadedPlan => {
  const { problems: before = [], today = localDay(new Date()), hasFile } = options
  const parsed = parseAll(texts)
  const { content, changes, places, problems } = assemble(parsed.files)
  const form = [...before, ...explained(parsed.files.flatMap(lintFile), [...parsed.problems, ...problems])]
  // Rules about the plan would call everything unknown that stands in a file which could not be read.
  const readable = !hasErrors(form)
  const found = [...form, ...(readable ? lintPlan({ content, changes, today, hasFile }, places) : [])]
  const all = withoutAllowed(found, parsed.files, { complete: readable }).map(legible).sort(inOrder)
  return { content: hasErrors(all) ? null : content, changes, places, problems: all }
}

/** The plan in a folder: read, parsed, linted. A folder that cannot be read is a problem, never an exception. */
export const loadPlan = (dir: string): LoadedPlan => {
  const { files, problems } = readFolder(dir)
  // Of a folder that could not be read it would also be said that it has no plan.yaml.
  if (files.length === 0 && problems.length > 0) return { ...parsePlan([]), problems }
  return parsePlan(files, { problems, hasFile: path => existsSync(join(dir, path)) })
}
