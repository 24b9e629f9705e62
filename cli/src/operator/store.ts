import { userInfo } from 'node:os'
import { join } from 'node:path'
import { createClickHouseStore, type EventStore, servicePassword } from '@maidian/engines'
import type { Command } from 'commander'
import { CliError } from '../errors.ts'

export type OperatorOptions = {
  clickhouse?: string
  clickhouseUser?: string
  clickhousePassword?: string
  data: string
  project: string
}

const DEFAULT_URL = 'http://127.0.0.1:8123'

/** How a command that changes what is stored is told where. */
export const withOperator = (command: Command): Command =>
  command
    .option('--project <name>', 'database of the project', 'shop')
    .option('--clickhouse <url>', `ClickHouse over HTTP; else CLICKHOUSE_URL, else ${DEFAULT_URL}`)
    .option('--clickhouse-user <name>', 'its user, who may write; else CLICKHOUSE_USER')
    .option('--clickhouse-password <text>', 'its password; else CLICKHOUSE_PASSWORD')
    .option('--data <dir>', 'data folder of a running Maidian, which has the password of its services', './data')

/** Whether it is a ClickHouse server of one's own, not the embedded one of a data folder. */
export const isOwnServer = ({ clickhouseUser }: OperatorOptions): boolean =>
  (clickhouseUser ?? process.env.CLICKHOUSE_USER) !== undefined

/** The store, as somebody who may write. */
export const openOperatorStore = (options: OperatorOptions): EventStore => {
  const { env } = process
  const url = options.clickhouse ?? env.CLICKHOUSE_URL ?? DEFAULT_URL
  const user = options.clickhouseUser ?? env.CLICKHOUSE_USER
  const given = options.clickhousePassword ?? env.CLICKHOUSE_PASSWORD
  const known = user === undefined ? servicePassword(join(options.data, 'clickhouse')) : null
  if (user === undefined && known === null) throw new CliError('store.not_named')
  return createClickHouseStore(
    user === undefined ? { url, user: 'app', password: known ?? '' } : { url, user, password: given ?? '' },
  )
}

/** Opens the store as somebody who may write, and closes it after the work. */
export const asOperator = async <T>(options: OperatorOptions, work: (store: EventStore) => Promise<T>): Promise<T> => {
  const store = openOperatorStore(options)
  try {
    return await work(store)
  } finally {
    await store.close()
  }
}

/** Who runs the command, for the audit. */
export const operatorName = (): string => {
  try {
    return userInfo().username
  } catch {
    // A container may run as somebody whom its system does not know.
    return ''
  }
}
