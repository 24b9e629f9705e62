/** Of several ways to ask, the answers of those that the host has: newer ones first, each may be missing or throw. */
export const answersOf = <T extends object>(...ways: ((() => T) | undefined)[]): Partial<T> => {
  const answers: Partial<T> = {}
  for (const ask of ways.reverse()) {
    try {
      Object.assign(answers, ask?.())
    } catch {
      // Another way may know.
    }
  }
  return answers
}
