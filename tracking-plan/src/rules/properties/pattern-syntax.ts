import { patternTest } from '../../enforce/pattern.ts'
import type { PlanHit, PlanRule } from '../rule.ts'
import { allProperties } from '../support/uses.ts'

/** Each repetition is compiled as often as it may occur: so much is done in a moment. */
const MAX_REPEATS = 1000
const MAX_TOGETHER = 200_000

const repeats = (pattern: string): number =>
  [...pattern.matchAll(/\{(\d*),?(\d*)\}/g)].reduce((sum, { 1: least, 2: most }) => sum + Number(most || least), 0)

const complaint = (pattern: string): string | null => {
  try {
    patternTest(pattern)
    return null
  } catch (error) {
    const [, why = (error as Error).message] = /error parsing regexp: (.*)$/s.exec((error as Error).message) ?? []
    return `${why}; RE2 has no look-around and no back-reference`
  }
}

export const patternSyntax: PlanRule = {
  id: 'pattern.syntax',
  severity: 'error',
  say: 'a pattern is RE2, which no text can make slow',
  check: ({ content }) => {
    let together = 0
    return allProperties(content).flatMap(({ property: { name, pattern }, subject }): PlanHit[] => {
      if (pattern === undefined) return []
      const own = repeats(pattern)
      together += Math.min(own, MAX_REPEATS)
      const large =
        own > MAX_REPEATS
          ? `it repeats more than ${MAX_REPEATS} times; write min: and max:`
          : `the patterns of this plan repeat more than ${MAX_TOGETHER} times together; write min: and max:`
      const why = own > MAX_REPEATS || together > MAX_TOGETHER ? large : complaint(pattern)
      return why === null
        ? []
        : [{ subject, path: ['pattern'], message: `the pattern of ${name} cannot be used: ${why}` }]
    })
  },
}
