import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ClickHouseAddress } from '@maidian/engines'
import { WITHOUT_PLAN } from '../harness/maidian.ts'
import type { Network } from '../harness/network.ts'
import type { Brokers } from './brokers.ts'
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
  /** The store as the test asks it, not through a network that is broken. */
  address: () => ClickHouseAddress
  close: () => Promise<void>
}

/** A configuration without a plan in `folder`; returns its path. */
export const writeConfig = (folder: string, spill: boolean): string => {
  const file = join(folder, 'maidian.yaml')
  writeFileSync(file, `spill: ${spill}\n${readFileSync(WITHOUT_PLAN, 'utf8')}`)
  return file
}
