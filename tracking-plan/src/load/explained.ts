import type { Problem } from '../problem.ts'

/** A problem of form. It may be a consequence of what stands wrong anywhere from its line to `lastLine`. */
export type FormProblem = Problem & { lastLine?: number }

/**
 * A trap of YAML or of Chinese input explains what the parser and the schema could only call wrong: of lines that such a
 * rule names as an error, nothing else is told.
 */
export const explained = (traps: readonly Problem[], others: readonly FormProblem[]): Problem[] => {
  const trapped = new Map<string, number[]>()
  for (const { severity, place } of traps) {
    if (severity === 'error') trapped.set(place.file, [...(trapped.get(place.file) ?? []), place.line])
  }
  const isExplained = ({ rule, place: { file, line }, lastLine = line }: FormProblem): boolean =>
    (trapped.get(file) ?? []).some(trap =>
      // Whatever the parser says after a trap may be its doing.
      rule === 'yaml.syntax' ? trap <= line : line <= trap && trap <= lastLine,
    )
  const plain = ({ lastLine: _, ...problem }: FormProblem): Problem => problem
  return [...traps, ...others.filter(problem => !isExplained(problem)).map(plain)]
}
