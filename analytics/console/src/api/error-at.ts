import { ApiError } from './api-error.ts'

const isAtOrBelow = (path: string, field: string): boolean =>
  path === field || path.startsWith(`${field}.`) || path.startsWith(`${field}[`)

/** What the API said about a field of the question, without its general sentence; undefined when it said nothing. */
export const errorAt = (error: unknown, ...fields: readonly string[]): string | undefined => {
  if (!(error instanceof ApiError) || error.path === '') return undefined
  if (!fields.some(field => isAtOrBelow(error.path, field))) return undefined
  const at = error.message.indexOf(`${error.path}: `)
  return at === -1 ? error.message : error.message.slice(at + error.path.length + 2)
}
