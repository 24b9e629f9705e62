/**
 * How many random cases a differential test runs: few in `npm test`, 2,000 over funnel, paths and retention with
 * `MAIDIAN_LONG=1`.
 */
export const caseCount = (short: number, long: number): number => (process.env.MAIDIAN_LONG === '1' ? long : short)

/** What all cases of one test may take. */
export const LONGEST_MS = 1_200_000

/** Checks every case, a few at a time. */
export const checkAll = async <Case>(
  cases: readonly Case[],
  check: (one: Case, i: number) => Promise<void>,
): Promise<void> => {
  const waiting = [...cases.entries()]
  const worker = async (): Promise<void> => {
    for (let next = waiting.shift(); next; next = waiting.shift()) await check(next[1], next[0])
  }
  await Promise.all(Array.from({ length: 4 }, worker))
}
