import type { Problem } from '../problem.ts'

const MAX_MESSAGE = 500

/** What files say may be long, and may hold what a terminal would obey: a message is one line, and short. */
export const legible = (problem: Problem): Problem => {
  const line = problem.message.replaceAll(/[\p{Cc}\p{Bidi_Control}\u2028\u2029]+/gu, '�')
  const message = line.length > MAX_MESSAGE ? `${line.slice(0, MAX_MESSAGE).toWellFormed()}…` : line
  return message === problem.message ? problem : { ...problem, message }
}
