import { join } from 'node:path'
import { type LocalLog, serveLog } from '@maidian/engines'
import { socketFolder, startWorkers, type Workers, type WorkersOptions } from '@maidian/service'
import { refusedAddress } from './address.ts'

export type Collectors = Workers & {
  /** Where they find the process that answers everything but ingest. */
  front: string
}

export type CollectorsOptions = Pick<WorkersOptions, 'count' | 'at' | 'logger' | 'onLost'> & {
  dataDir: string
  /** The embedded log, where there is one: its files have one owner, this process. */
  local: LocalLog | null
}

/** Several processes that take events on one port, and append to the log that this one owns. */
export const startCollectors = async ({ dataDir, local, ...options }: CollectorsOptions): Promise<Collectors> => {
  const folder = socketFolder(dataDir)
  const front = join(folder.path, 'front.sock')
  const path = join(folder.path, 'log.sock')
  const server = local === null ? null : await serveLog(local, path)
  const closeLog = async (): Promise<void> => {
    await server?.close()
    folder.remove()
  }
  try {
    const workers = await startWorkers({ ...options, front, log: local === null ? null : path })
    const close = async (): Promise<void> => {
      await workers.close()
      await closeLog()
    }
    return { ...workers, front, close }
  } catch (error) {
    await closeLog()
    throw refusedAddress(error, options.at) ?? error
  }
}
