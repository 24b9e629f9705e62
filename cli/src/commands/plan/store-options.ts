import { join } from 'node:path'
import { analystPassword, createClickHouseStore, type EventStore } from '@maidian/engines'
import type { Command } from 'commander'
import { CliError } from '../../errors.ts'

export type StoreOptions = { clickhouse?: string; user?: string; password?: string; data: string }

const DEFAULT_URL = 'http://127.0.0.1:8123'

/** How a command is told which ClickHouse to ask. */
export const withStore = (command: Command): Command =>
  command
    .option('--clickhouse <url>', `ClickHouse over HTTP; else CLICKHOUSE_URL, else ${DEFAULT_URL}`)
    .option('--user <name>', 'its user; else CLICKHOUSE_USER')
    .option('--password <text>', 'its password; else CLICKHOUSE_PASSWORD')
    .option('--data <dir>', 'data folder of a running Maidian, which has the password of its analyst', './data')

/** Opens the store that a command's options name, and closes it after the work. */
export const withOpenStore = async <T>(options: StoreOptions, work: (store: EventStore) => Promise<T>): Promise<T> => {
  const { env } = process
  const url = options.clickhouse ?? env.CLICKHOUSE_URL ?? DEFAULT_URL
  const user = options.user ?? env.CLICKHOUSE_USER
  const password = options.password ?? env.CLICKHOUSE_PASSWORD
  const known = user === undefined ? analystPassword(join(options.data, 'clickhouse')) : null
  if (user === undefined && known === null) throw new CliError('store.not_named')
  const store = createClickHouseStore(
    user === undefined ? { url, user: 'analyst', password: known ?? '' } : { url, user, password: password ?? '' },
  )
  try {
    return await work(store)
  } finally {
    await store.close()
  }
}
