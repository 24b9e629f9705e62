import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type ClickHouseAddress, type EmbeddedStore, startEmbeddedStore } from '@maidian/engines'
import { freePorts } from '@maidian/engines/testing'
import { isAlive, until } from '../harness/maidian.ts'

/** A ClickHouse that belongs to none of the services. */
export type StoreProcess = {
  address: ClickHouseAddress
  kill: () => Promise<void>
  start: () => Promise<void>
  freeze: () => void
  thaw: () => void
  /** Whether the services may write. ClickHouse looks at its users' file every other second. */
  mayWrite: (may: boolean) => void
  close: () => Promise<void>
}

export const startStoreProcess = async (dir: string): Promise<StoreProcess> => {
  const ports = await freePorts(2)
  const open = () => startEmbeddedStore({ dir, projects: ['shop'], httpPort: ports, tcpPort: ports + 1 })
  let store: EmbeddedStore = await open()
  const users = join(dir, `conf-${process.pid}`, 'users.xml')
  const app = (profile: string): string =>
    readFileSync(users, 'utf8').replace(/(<app>[\s\S]*?<profile>)\w+/, (_, before) => before + profile)
  return {
    address: store.address,
    kill: async () => {
      const { pid } = store
      process.kill(pid, 'SIGKILL')
      await until('ClickHouse is gone', () => !isAlive(pid))
      await store.close()
    },
    start: async () => {
      store = await open()
    },
    freeze: () => void process.kill(store.pid, 'SIGSTOP'),
    thaw: () => void process.kill(store.pid, 'SIGCONT'),
    mayWrite: may => writeFileSync(users, app(may ? 'default' : 'analyst')),
    close: () => store.close(),
  }
}
