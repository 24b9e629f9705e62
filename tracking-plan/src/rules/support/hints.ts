import { didYouMean } from '../../load/closest.ts'

/** Comparing each of thousands of wrong names with thousands of right ones would take minutes. */
const MAX_HINTS = 50
const MAX_WORD = 100

/** `; did you mean X?`, or nothing. */
export type Hints = (word: string, known: readonly string[]) => string

/** `; did you mean X?` for the first wrong names of a rule, and nothing for the rest. */
export const createHints = (): Hints => {
  let left = MAX_HINTS
  return (word, known) => (left-- > 0 ? didYouMean(word.slice(0, MAX_WORD), known) : '')
}
