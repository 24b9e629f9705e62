import { type ClickHouseClient, ClickHouseError, ClickHouseLogLevel, createClient } from '@clickhouse/client'
import { EngineError, type EngineErrorCode } from '../errors.ts'
import { backUp, restore } from './backup.ts'
import { createKnownTypes } from './column-types.ts'
import { erase } from './erase.ts'
import { FENCE, fence } from './fence.ts'
import { findIds } from './find-ids.ts'
import { packRows, writePacked } from './insert-rows.ts'
import { migrate } from './migrate.ts'
import type { EventStore, Insert, Packed, Query, Table } from './port.ts'
import { createRefresh } from './refresh.ts'

export type ClickHouseAddress = { url: string; user: string; password: string }

/** Codes that say "not now" rather than "never": too many queries or parts, memory, time-outs, read-only, no disk. */
const PASSING = new Set(['159', '202', '241', '242', '243', '252', '210', '209', '236', '394', '439', '425', '999'])

/** A row breaks a constraint: the fence, or one that somebody gave the table. */
const CONSTRAINT = '469'

/**
 * Codes that speak of a value: it cannot be parsed or converted, is out of bounds, null or too large. None of them is about
 * a table, a right or the query.
 */
const OF_A_VALUE = new Set(['6', '26', '27', '38', '41', '69', '70', '72', '128', '131', '321', '349', '407', '691'])

/** Which of the failures of the port an error is. The one place where this is decided. */
const asEngineError = (error: unknown): EngineError => {
  if (error instanceof EngineError) return error
  const detail = error instanceof Error ? error.message : String(error)
  return new EngineError(codeOf(error, detail), detail, { cause: error })
}

const codeOf = (error: unknown, detail: string): EngineErrorCode => {
  if (!(error instanceof ClickHouseError)) return 'store.unavailable'
  if (error.code === CONSTRAINT) return detail.includes(`\`${FENCE}\``) ? 'store.fenced' : 'store.bad_row'
  if (OF_A_VALUE.has(error.code)) return 'store.bad_row'
  return PASSING.has(error.code) ? 'store.unavailable' : 'store.refused'
}

const guarded = async <T>(work: () => Promise<T>): Promise<T> => {
  try {
    return await work()
  } catch (error) {
    throw asEngineError(error)
  }
}

/** What decides who is whom. */
const LINKS: readonly Table[] = ['identities', 'identity_ids', 'identity_undone']

/** Sends a statement that returns nothing. */
export type Command = (sql: string) => Promise<void>

const commandOf =
  (client: ClickHouseClient): Command =>
  async sql => {
    await guarded(() => client.command({ query: sql }))
  }

/** The store behind a ClickHouse HTTP address. What `embedded` starts is reached through this as well. */
export const createClickHouseStore = (address: ClickHouseAddress): EventStore => {
  const client = createClient({
    url: address.url,
    username: address.user,
    password: address.password,
    application: 'maidian',
    // Every failure is thrown to the caller, who logs it once.
    log: { level: ClickHouseLogLevel.OFF },
    request_timeout: 120_000,
    max_open_connections: 16,
    // The server closes idle sockets after 10 s by default; a socket must never be reused in that moment.
    keep_alive: { enabled: true, idle_socket_ttl: 2_500 },
    clickhouse_settings: {
      async_insert: 0,
      output_format_json_quote_64bit_integers: 1,
      output_format_json_quote_denormals: 1,
    },
  })
  const query = async <Row>({ sql, params, settings, signal }: Query): Promise<Row[]> =>
    guarded(async () => {
      const result = await client.query({
        query: sql,
        format: 'JSONEachRow',
        ...(params && { query_params: params }),
        ...(settings && { clickhouse_settings: settings }),
        ...(signal && { abort_signal: signal }),
      })
      return result.json<Row>()
    })
  const command = commandOf(client)
  const { refresh, close: stopRefreshing } = createRefresh(command)
  const placed = new Map<string, string>()
  const types = createKnownTypes(query)

  const pack = <T extends Table>(insert: Insert<T>): Promise<Packed> => packRows(types, insert)
  const write = async (packed: readonly Packed[]): Promise<void> => {
    const [first] = packed
    if (first === undefined || packed.every(({ rows }) => rows === 0)) return
    await guarded(() => writePacked(client, packed))
    if (LINKS.includes(first.table)) refresh(first.project)
  }

  return {
    migrate: target => migrate({ command, query, address, placed }, target),
    insert: async insert => write([await pack(insert)]),
    pack,
    write,
    fence: fencing => guarded(() => fence({ command, query }, fencing)),
    find: (project, ids) => findIds(query, project, ids),
    reloadPersons: project => command(`SYSTEM RELOAD DICTIONARY ${project}.persons`),
    erase: erasure => guarded(() => erase({ command, query }, erasure)),
    backUp: of => guarded(() => backUp({ command, query }, of)),
    restore: async of => {
      // Views and dictionaries are gone, and whoever migrates next has to place them again.
      placed.clear()
      await guarded(() => restore({ command, query }, of))
    },
    query,
    ping: async () => {
      await query({ sql: 'SELECT 1' })
    },
    close: async () => {
      stopRefreshing()
      await client.close()
    },
  }
}
