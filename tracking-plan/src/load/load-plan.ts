import { lintFile, lintPlan } from '../lint.ts'
import type { Problem } from '../problem.ts'
import { assemble } from './assemble.ts'
import type { LoadedPlan } from './loaded-plan.ts'
import { parseYaml } from './parse-yaml.ts'
import { readFolder, type TextFile } from './read-folder.ts'

const lineOf = ({ place }: Problem): string => `${place.file}:${place.line}`

/**
 * A trap of YAML or of Chinese input explains what the parser and the schema could only call wrong: of a line that such
 * a rule names as an error, nothing else is told.
 */
const explained = (traps: readonly Problem[], others: readonly Problem[]): Problem[] => {
  const told = new Set(traps.filter(({ severity }) => severity === 'error').map(lineOf))
  return [...traps, ...others.filter(problem => !told.has(lineOf(problem)))]
}

const inOrder = (a: Problem, b: Problem): number =>
  a.place.file.localeCompare(b.place.file) || a.place.line - b.place.line || a.place.column - b.place.column

/** A plan from the texts of its files. Throws nothing, whatever is in them. */
export const parsePlan = (texts: readonly TextFile[], before: readonly Problem[] = []): LoadedPlan => {
  const parsed = texts.map(parseYaml)
  const files = parsed.flatMap(({ file }) => (file ? [file] : []))
  const traps = files.flatMap(lintFile)
  const { content, changes, places, problems } = assemble(files)
  const form = [...before, ...explained(traps, [...parsed.flatMap(one => one.problems), ...problems])]
  // Rules about the plan would call everything unknown that stands in a file which could not be read.
  const readable = !form.some(({ severity }) => severity === 'error')
  const all = [...form, ...(readable ? lintPlan({ content, changes }, places) : [])].sort(inOrder)
  return { content: all.some(({ severity }) => severity === 'error') ? null : content, changes, places, problems: all }
}

/** The plan in a folder: read, parsed, linted. A folder that cannot be read is a problem, never an exception. */
export const loadPlan = (dir: string): LoadedPlan => {
  const { files, problems } = readFolder(dir)
  return parsePlan(files, problems)
}
