import { didYouMean } from '../../load/closest.ts'

/** Comparing each of thousands of wrong names with thousands of right ones would take minutes. */
const MAX_HINTS = 50

/** `; did you mean X?` for the first wrong names of a rule, and nothing for the rest. */
export const createHints = (): ((word: string, known: readonly string[]) => string) => {
  let left = MAX_HINTS
  return (word, known) => (left-- > 0 ? didYouMean(word, known) : '')
}
