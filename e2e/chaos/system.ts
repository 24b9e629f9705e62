import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { ClickHouseAddress } from '@maidian/engines'
import { WITHOUT_PLAN } from '../harness/maidian.ts'
import type { Network } from '../harness/network.ts'
import type { Brokers } from './brokers.ts'
import type { SmallDisk } from './small-disk.ts'
import type { Supervised } from './supervised.ts'

/** A service and the stretch of network that it reaches its store by. */
export type Processor = { service: Supervised; toStore: Network }

/** The processes that faults are done to. */
export type System = {
  /** Clients send here. */
  doors: readonly Network[]
  /** What must be ready in the end. */
  services: readonly Supervised[]
  collectors: readonly Supervised[]
  /** Empty where one process does everything. */
  processors: readonly Processor[]
  /** One more processor, which is not running. */
  spare: Processor | null
  /** ClickHouse: what is killed comes back by `start`. */
  store: {
    kill: () => Promise<void>
    start: () => Promise<void>
    freeze: () => void
    thaw: () => void
    mayWrite: ((may: boolean) => void) | null
  }
  brokers: Brokers | null
  /** Disks that can be full; null where none may be mounted. What stands on both is one of them. */
  disks: { log: SmallDisk; store: SmallDisk } | null
  /** Sets the clocks of the services off by so many ms. */
  setClocks: (skewMs: number) => void
  /** Deletes the log, which must hold nothing that is not stored, and lets the services make another. */
  renewLog: () => Promise<void>
  /** The store as the test asks it, not through a network that is broken. */
  address: () => ClickHouseAddress
  close: () => Promise<void>
}

/** The clock of the services: what to load before them, and the file that says how far it is off. */
export const clockIn = (folder: string): { env: Record<string, string>; set: (skewMs: number) => void } => {
  const file = join(folder, 'clock')
  const set = (skewMs: number): void => writeFileSync(file, String(skewMs))
  set(0)
  const preload = fileURLToPath(new URL('./skewed-clock.ts', import.meta.url))
  return { env: { CHAOS_CLOCK: file, NODE_OPTIONS: `--conditions=maidian-source --import ${preload}` }, set }
}

/** A configuration without a plan in `folder`; returns its path. */
export const writeConfig = (folder: string, spill: boolean): string => {
  const file = join(folder, 'maidian.yaml')
  writeFileSync(file, `spill: ${spill}\n${readFileSync(WITHOUT_PLAN, 'utf8')}`)
  return file
}
