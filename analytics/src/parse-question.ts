import { pathText } from '@maidian/schemas'
import type * as z from 'zod'
import { invalid } from './errors.ts'

type Issue = z.core.$ZodIssue
type Path = readonly PropertyKey[]

/** The body as a question, or `question.invalid` with the path of the wrong field. */
export const parseQuestion = <T>(schema: z.ZodType<T>, body: unknown): T => {
  const result = schema.safeParse(body)
  if (result.success) return result.data
  const { path, message } = found(result.error.issues)
  throw invalid(pathText(path), message)
}

type Found = { path: Path; message: string }

const found = (issues: readonly Issue[]): Found => {
  const [issue] = issues
  if (!issue) return { path: [], message: 'not readable' }
  if (issue.code === 'unrecognized_keys')
    return { path: [...issue.path, issue.keys[0] ?? ''], message: 'there is no such field' }
  if (issue.code !== 'invalid_union') return { path: issue.path, message: issue.message }
  const inner = meant(issue.errors)
  if (!inner) return { path: issue.path, message: issue.message }
  const { path, message } = found(inner)
  return { path: [...issue.path, ...path], message }
}

/**
 * Of the alternatives of a union, the one that the asker probably meant: the one that fails least at its own level.
 * One that wants another type altogether, lacks a field, or does not know one, is less likely than one that only
 * dislikes a value deeper inside.
 */
const meant = (alternatives: readonly (readonly Issue[])[]): readonly Issue[] | undefined => {
  const distance = (issues: readonly Issue[]): number =>
    issues.reduce(
      (sum, issue) => sum + (issue.path.length === 0 ? (wantsOtherType(issue) ? 100 : 2) : missing(issue) ? 10 : 1),
      0,
    )
  return alternatives.toSorted((a, b) => distance(a) - distance(b))[0]
}

const wantsOtherType = (issue: Issue): boolean => issue.code === 'invalid_type' || issue.code === 'invalid_value'

const missing = (issue: Issue): boolean =>
  issue.code === 'invalid_type' && issue.path.length === 1 && /undefined/.test(issue.message)
