import { pathText } from '@maidian/schemas'
import type * as z from 'zod'
import { didYouMean } from './closest.ts'
import type { FormProblem } from './explained.ts'
import { nodeAt, offsetOf, type PlanFile, placeAt } from './plan-file.ts'

type Issue = z.core.$ZodIssue
type Path = (string | number)[]

const MAX_SHOWN = 60
/** More of one file help nobody. */
const MAX_ISSUES = 50

/** What stands there, as it is written and short enough for a message. */
const written = (file: PlanFile, path: Path): string => {
  const range = nodeAt(file, path)?.range
  if (!range) return ''
  const text = file.text.slice(range[0], range[1]).split('\n')[0]?.trim() ?? ''
  return text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN)}…` : text
}

/** The keys that the schema has at a path, for a hint; only objects tell. */
const knownKeys = (schema: z.ZodType, path: Path): string[] => {
  let at = schema as unknown as { def?: Record<string, unknown>; shape?: Record<string, z.ZodType> }
  for (const step of path) {
    at = unwrapped(at)
    const next = at.shape?.[String(step)] ?? at.def?.valueType ?? at.def?.element
    if (next === undefined) return []
    at = next as typeof at
  }
  return Object.keys(unwrapped(at).shape ?? {})
}

const unwrapped = <T extends { def?: Record<string, unknown> }>(schema: T): T => {
  let at = schema
  while (at.def?.innerType !== undefined) at = at.def.innerType as T
  return at
}

/** Texts that YAML read as something else, and what to write so that it does not. */
const readOtherwise = (file: PlanFile, path: Path, issue: Issue): string | null => {
  if (issue.code !== 'invalid_type' || issue.expected !== 'string') return null
  const text = written(file, path)
  if (text === '' || /^["'[{]/.test(text)) return null
  return `YAML reads ${text} as ${typeof issue.input === 'object' ? 'no text' : `a ${typeof issue.input}`}; write "${text}" in quotes`
}

const messageOf = (file: PlanFile, schema: z.ZodType, issue: Issue): { path: Path; message: string }[] => {
  const path = issue.path as Path
  if (issue.code === 'unrecognized_keys') {
    const known = knownKeys(schema, path)
    return issue.keys.slice(0, MAX_ISSUES).map(key => ({
      path: [...path, key],
      message: `there is no key ${key.slice(0, MAX_SHOWN)}${didYouMean(key, known) || (known.length > 0 ? `; there are ${known.join(', ')}` : '')}`,
    }))
  }
  const where = path.length > 0 ? `${pathText(path)}: ` : ''
  if (issue.code === 'invalid_key') {
    const key = String(path.at(-1) ?? '')
    return [{ path, message: `${key.slice(0, MAX_SHOWN)}: ${issue.issues[0]?.message ?? 'not a name'}` }]
  }
  const otherwise = readOtherwise(file, path, issue)
  if (otherwise !== null) return [{ path, message: where + otherwise }]
  const text = written(file, path)
  const missing = issue.code === 'invalid_type' && nodeAt(file, path) === undefined
  if (missing) return [{ path, message: `${where}is needed here` }]
  return [{ path, message: `${where}${issue.message}${text === '' ? '' : ` (found ${text})`}` }]
}

/** Where what is written at a path ends; of what is not there, what it should be part of, and of nothing the next line. */
const lastLineOf = (file: PlanFile, path: Path): number => {
  const [start, end] = (nodeAt(file, path) ?? nodeAt(file, path.slice(0, -1)))?.range ?? [0, 0]
  return start === end ? placeAt(file, end).line + 1 : placeAt(file, end - 1).line
}

/** A schema's complaints about a file as problems: where, the wrong text, and what to write instead. */
export const schemaProblems = (file: PlanFile, schema: z.ZodType, issues: readonly Issue[]): FormProblem[] =>
  issues.slice(0, MAX_ISSUES).flatMap(issue =>
    messageOf(file, schema, issue).map(({ path, message }) => ({
      rule: issue.code === 'unrecognized_keys' ? 'plan.unknown_key' : 'plan.form',
      severity: 'error' as const,
      place: placeAt(file, offsetOf(file, path)),
      message,
      lastLine: lastLineOf(file, path),
    })),
  )
