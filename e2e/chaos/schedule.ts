import { setTimeout as sleep } from 'node:timers/promises'
import type { Fault, Part, World } from './faults.ts'
import type { Random } from './random.ts'
import type { System } from './system.ts'

export type Done = { name: string; at: number; seconds: number }

export type Schedule = {
  /** Resolves when all faults are over. */
  run: () => Promise<void>
  /** In their order of beginning. */
  done: readonly Done[]
  /** Parts with a fault now. */
  active: () => ReadonlySet<Part>
  /** When a fault of anything but the log ended last, and when one of the log began; ms since 1970. */
  lastOther: () => number
  logSince: () => number
}

const TWO_AT_ONCE = 0.25

/** Faults drawn one after the other, now and then two at once. */
export const createSchedule = (options: {
  system: System
  world: World
  faults: readonly Fault[]
  random: Random
  count: number
  until: number
  tell: (line: string) => void
}): Schedule => {
  const { system, world, faults, random, count, until, tell } = options
  const done: Done[] = []
  const active = new Set<Part>()
  const began = Date.now()
  let lastOther = began
  let logSince = began

  const one = async (fault: Fault): Promise<void> => {
    const seconds = random.int(fault.seconds[0] * 10, fault.seconds[1] * 10) / 10
    const own = random.fork()
    active.add(fault.part)
    if (fault.part === 'log') logSince = Date.now()
    const entry = { name: fault.name, at: (Date.now() - began) / 1000, seconds }
    done.push(entry)
    tell(`${entry.at.toFixed(1)} s  ${fault.name} for ${seconds} s`)
    const end = await fault.begin(system, own, world)
    try {
      await sleep(seconds * 1000)
    } finally {
      await end()
      active.delete(fault.part)
      if (fault.part !== 'log') lastOther = Date.now()
      else logSince = Date.now()
    }
  }
  return {
    run: async () => {
      while (done.length < count && Date.now() < until) {
        await sleep(random.int(500, 4000))
        const first = random.pick(faults)
        const others = faults.filter(({ part }) => part !== first.part && part !== 'everything')
        const together = [first]
        if (first.part !== 'everything' && others.length > 0 && random.chance(TWO_AT_ONCE))
          together.push(random.pick(others))
        await Promise.all(together.map(one))
      }
    },
    done,
    active: () => active,
    lastOther: () => lastOther,
    logSince: () => logSince,
  }
}
