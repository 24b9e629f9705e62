import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { freePorts } from '@maidian/engines/testing'
import { childrenOf, isAlive, root, until } from '../harness/maidian.ts'
import { networkTo } from '../harness/network.ts'
import { smallDisk } from './small-disk.ts'
import { supervised } from './supervised.ts'
import { clockIn, type System, writeConfig } from './system.ts'

/** Half a gigabyte of it must stay free. */
const DISK_MB = 2500

/** `maidian start`: one process with the embedded log, and the ClickHouse that it starts. */
export const startEmbeddedSystem = async ({ folder }: { folder: string }): Promise<System> => {
  const port = await freePorts(3)
  const data = join(folder, 'data')
  const disk = smallDisk(data, DISK_MB)
  const clock = clockIn(folder)
  const url = `http://127.0.0.1:${port}`
  const ports = ['--port', port, '--clickhouse-port', port + 1, '--clickhouse-tcp-port', port + 2].map(String)
  const maidian = supervised({
    name: 'maidian',
    url,
    args: [
      join(root, 'cli/src/main.ts'),
      'start',
      '--json',
      ...ports,
      '--data',
      data,
      '--config',
      writeConfig(folder, false),
    ],
    env: clock.env,
    folder,
  })
  const storePids = (): number[] => childrenOf(maidian.pid() ?? 0)
  // A frozen one outlives its parent: it cannot end before it is thawed.
  let frozen: number[] = []
  const signal = (pids: number[], name: NodeJS.Signals): void => {
    for (const pid of pids) if (isAlive(pid)) process.kill(pid, name)
  }
  const door = await networkTo(url)
  maidian.start()
  return {
    doors: [door],
    services: [maidian],
    collectors: [maidian],
    processors: [],
    spare: null,
    store: {
      kill: async () => {
        const pids = storePids()
        signal(pids, 'SIGKILL')
        await until('ClickHouse is gone', () => !pids.some(isAlive))
      },
      // Maidian ends with its ClickHouse, and is started again with one.
      start: async () => {},
      freeze: () => {
        frozen = storePids()
        signal(frozen, 'SIGSTOP')
      },
      thaw: () => signal(frozen, 'SIGCONT'),
      mayWrite: null,
    },
    brokers: null,
    disks: disk && { log: disk, store: disk },
    setClocks: clock.set,
    renewLog: async () => {
      await maidian.stop()
      rmSync(join(data, 'log'), { recursive: true })
      maidian.start()
    },
    address: () => ({
      url: `http://127.0.0.1:${port + 1}`,
      user: 'app',
      password: JSON.parse(readFileSync(join(data, 'clickhouse/credentials.json'), 'utf8')).app,
    }),
    close: async () => {
      await maidian.stop()
      await door.close()
      disk?.close()
    },
  }
}
