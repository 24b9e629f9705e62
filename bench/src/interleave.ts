import { median } from './median.ts'

export type Contender = { name: string; run: () => void }
export type Timed = { name: string; cpuUs: number }

const ROUND_MS = 150

const cpuMs = (): number => {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}

/** CPU µs per call over about ROUND_MS. */
const timeOnce = ({ run }: Contender): number => {
  let calls = 0
  const began = cpuMs()
  let now = began
  while (now - began < ROUND_MS) {
    for (let i = 0; i < 20; i++) run()
    calls += 20
    now = cpuMs()
  }
  return ((now - began) * 1000) / calls
}

/** The contenders in turn, round by round, so that a machine that changes its speed changes it for all: CPU µs per call. */
export const interleave = (contenders: readonly Contender[], rounds = 15): Timed[] => {
  for (const contender of contenders) timeOnce(contender)
  const times = contenders.map((): number[] => [])
  for (let round = 0; round < rounds; round++) {
    contenders.forEach((contender, i) => {
      times[i]?.push(timeOnce(contender))
    })
  }
  return contenders.map(({ name }, i) => ({ name, cpuUs: median(times[i] ?? []) }))
}
