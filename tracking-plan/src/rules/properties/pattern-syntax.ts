import { patternTest } from '../../enforce/pattern.ts'
import type { PlanRule } from '../rule.ts'
import { allProperties } from '../support/uses.ts'

/** Each repetition is compiled as often as it may occur. */
const MAX_REPEATS = 2000

const repeats = (pattern: string): number =>
  [...pattern.matchAll(/\{(\d*),?(\d*)\}/g)].reduce((sum, { 1: least, 2: most }) => sum + Number(most || least), 0)

const complaint = (pattern: string): string | null => {
  if (repeats(pattern) > MAX_REPEATS) return `it repeats more than ${MAX_REPEATS} times; write min: and max:`
  try {
    patternTest(pattern)
    return null
  } catch (error) {
    const [, why = String((error as Error).message)] =
      /error parsing regexp: (.*)$/s.exec((error as Error).message) ?? []
    return `${why}; RE2 has no look-around and no back-reference`
  }
}

export const patternSyntax: PlanRule = {
  id: 'pattern.syntax',
  severity: 'error',
  say: 'a pattern is RE2, which no text can make slow',
  check: ({ content }) =>
    allProperties(content).flatMap(({ property: { name, pattern }, subject }) => {
      const why = pattern === undefined ? null : complaint(pattern)
      return why === null
        ? []
        : [{ subject, path: ['pattern'], message: `the pattern of ${name} cannot be used: ${why}` }]
    }),
}
