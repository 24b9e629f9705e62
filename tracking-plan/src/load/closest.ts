import { distance } from 'fastest-levenshtein'

/** The known word that was probably meant: at most a third of its letters differ. Undefined where none is close. */
export const closest = (word: string, known: readonly string[]): string | undefined => {
  let best: string | undefined
  let least = Number.POSITIVE_INFINITY
  for (const candidate of known) {
    const differs = distance(word.toLowerCase(), candidate.toLowerCase())
    if (differs < least && differs <= Math.max(1, Math.floor(candidate.length / 3))) {
      best = candidate
      least = differs
    }
  }
  return best
}

/** `; did you mean X?`, or nothing. */
export const didYouMean = (word: string, known: readonly string[]): string => {
  const meant = closest(word, known)
  return meant === undefined ? '' : `; did you mean ${meant}?`
}
