import { setTimeout as sleep } from 'node:timers/promises'
import type { Random } from './random.ts'
import type { Supervised } from './supervised.ts'
import type { System } from './system.ts'

/** What part of the system a fault is done to; two at once are of two parts. */
export type Part = 'clients' | 'collector' | 'processor' | 'store' | 'log' | 'clocks' | 'everything'

export type Fault = {
  name: string
  part: Part
  /** How long it lasts, in s. */
  seconds: readonly [shortest: number, longest: number]
  /** Whether this system has what it needs. */
  fits: (system: System) => boolean
  /** Begins it; what it returns ends it. */
  begin: (system: System, random: Random, world: World) => Promise<() => Promise<void> | void>
}

/** What a fault may ask of the run. */
export type World = {
  /** Resolves to true once everything that was acknowledged is stored; to false when that takes too long. */
  settled: () => Promise<boolean>
}

const always = (): boolean => true
const hasProcessors = ({ processors }: System): boolean => processors.length > 0
const hasDisks = ({ disks }: System): boolean => disks !== null
const hasBrokers = ({ brokers }: System): boolean => brokers !== null

const killed = async (service: Supervised) => {
  await service.kill()
  return service.start
}
const stopped = async (service: Supervised) => {
  await service.stop()
  return service.start
}
const frozen = (service: Supervised) => {
  service.freeze()
  return service.thaw
}

const processorOf = ({ processors }: System, random: Random) => random.pick(processors)
const brokersOf = ({ brokers }: System) => {
  if (brokers === null) throw new Error('this system has no brokers')
  return brokers
}

/** Until a request of a processor is likely under way. */
const A_ROUND_MS = 400

const HOUR_MS = 3_600_000
/** How far clocks jump. */
const JUMPS_MS = [-48 * HOUR_MS, -5 * HOUR_MS, -60_000, 60_000, 5 * HOUR_MS, 48 * HOUR_MS]

export const FAULTS: readonly Fault[] = [
  {
    name: 'replies-lost',
    part: 'clients',
    seconds: [1, 5],
    fits: always,
    begin: async ({ doors }, random) => {
      const door = random.pick(doors)
      door.loseReplies()
      return door.restore
    },
  },
  {
    name: 'clients-cut',
    part: 'clients',
    seconds: [0, 3],
    fits: always,
    begin: async ({ doors }) => {
      for (const door of doors) door.cut()
      return () => {
        for (const door of doors) door.restore()
      }
    },
  },
  {
    name: 'collector-killed',
    part: 'collector',
    seconds: [0, 4],
    fits: always,
    begin: ({ collectors }, random) => killed(random.pick(collectors)),
  },
  {
    name: 'collector-stopped',
    part: 'collector',
    seconds: [0, 3],
    fits: always,
    begin: ({ collectors }, random) => stopped(random.pick(collectors)),
  },
  {
    name: 'collector-frozen',
    part: 'collector',
    seconds: [2, 10],
    fits: always,
    begin: async ({ collectors }, random) => frozen(random.pick(collectors)),
  },
  {
    name: 'processor-killed',
    part: 'processor',
    seconds: [0, 6],
    fits: hasProcessors,
    begin: (system, random) => killed(processorOf(system, random).service),
  },
  {
    name: 'processor-stopped',
    part: 'processor',
    seconds: [0, 4],
    fits: hasProcessors,
    begin: (system, random) => stopped(processorOf(system, random).service),
  },
  {
    name: 'processor-frozen',
    part: 'processor',
    seconds: [5, 40],
    fits: hasProcessors,
    begin: async (system, random) => frozen(processorOf(system, random).service),
  },
  {
    // What it had sent arrives when it wakes up, and that is after its successor has begun.
    name: 'processor-zombie',
    part: 'processor',
    seconds: [18, 30],
    fits: hasProcessors,
    begin: async (system, random) => {
      const { service, toStore } = processorOf(system, random)
      toStore.hold()
      await sleep(A_ROUND_MS)
      service.freeze()
      return () => {
        service.thaw()
        toStore.restore()
      }
    },
  },
  {
    name: 'processor-joins',
    part: 'processor',
    seconds: [5, 15],
    fits: ({ spare }) => spare !== null,
    begin: async ({ spare }, random) => {
      if (spare === null) throw new Error('this system has no spare processor')
      const { service } = spare
      service.start()
      return random.chance(0.5) ? service.kill : service.stop
    },
  },
  {
    name: 'store-killed',
    part: 'store',
    seconds: [0, 8],
    fits: always,
    begin: async ({ store }) => {
      await store.kill()
      return store.start
    },
  },
  {
    name: 'store-frozen',
    part: 'store',
    seconds: [3, 20],
    fits: always,
    begin: async ({ store }) => {
      store.freeze()
      return store.thaw
    },
  },
  {
    name: 'store-cut',
    part: 'store',
    seconds: [0, 10],
    fits: hasProcessors,
    begin: async ({ processors }) => {
      for (const { toStore } of processors) toStore.cut()
      return () => {
        for (const { toStore } of processors) toStore.restore()
      }
    },
  },
  {
    // Inserts land, and the processor cannot know.
    name: 'store-replies-lost',
    part: 'store',
    seconds: [1, 8],
    fits: hasProcessors,
    begin: async ({ processors }) => {
      for (const { toStore } of processors) toStore.loseReplies()
      return () => {
        for (const { toStore } of processors) toStore.restore()
      }
    },
  },
  {
    name: 'store-refuses',
    part: 'store',
    seconds: [4, 10],
    fits: ({ store }) => store.mayWrite !== null,
    begin: async ({ store }) => {
      store.mayWrite?.(false)
      return () => store.mayWrite?.(true)
    },
  },
  {
    name: 'broker-killed',
    part: 'log',
    seconds: [0, 12],
    fits: hasBrokers,
    begin: async (system, random) => {
      const brokers = brokersOf(system)
      const one = random.pick(brokers.ids)
      await brokers.kill(one)
      return () => brokers.start(one)
    },
  },
  {
    name: 'broker-frozen',
    part: 'log',
    seconds: [5, 20],
    fits: hasBrokers,
    begin: async (system, random) => {
      const brokers = brokersOf(system)
      const one = random.pick(brokers.ids)
      brokers.freeze(one)
      return () => brokers.thaw(one)
    },
  },
  {
    name: 'brokers-killed',
    part: 'log',
    seconds: [2, 20],
    fits: hasBrokers,
    begin: async system => {
      const brokers = brokersOf(system)
      await Promise.all(brokers.ids.map(brokers.kill))
      return async () => {
        await Promise.all(brokers.ids.map(brokers.start))
      }
    },
  },
  {
    // Of all services at once, and back. What was sent before is sent again hours later, or before it was made.
    name: 'clocks-jump',
    part: 'clocks',
    seconds: [3, 15],
    fits: always,
    begin: async ({ setClocks }, random) => {
      setClocks(random.pick(JUMPS_MS))
      return () => setClocks(0)
    },
  },
  {
    name: 'store-disk-full',
    part: 'store',
    seconds: [3, 12],
    fits: hasDisks,
    begin: async ({ disks }) => {
      await disks?.store.fill()
      return () => disks?.store.free()
    },
  },
  {
    // A broker without room ends.
    name: 'log-disk-full',
    part: 'log',
    seconds: [3, 12],
    fits: system => hasDisks(system) && hasBrokers(system),
    begin: async system => {
      const { ids, kill, start } = brokersOf(system)
      await system.disks?.log.fill()
      return async () => {
        system.disks?.log.free()
        await Promise.all(ids.map(kill))
        await Promise.all(ids.map(start))
      }
    },
  },
  {
    // Offsets begin anew. Clients, who know nothing of it, send again what the old log had.
    name: 'log-made-anew',
    part: 'everything',
    seconds: [0, 3],
    fits: always,
    begin: async ({ doors, renewLog }, _, { settled }) => {
      for (const door of doors) door.cut()
      if (await settled()) await renewLog()
      return () => {
        for (const door of doors) door.restore()
      }
    },
  },
]
