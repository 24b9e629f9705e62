import type { EventStore } from '@maidian/engines'
import { analyticsError } from './errors.ts'
import { type Fragment, literally, parameterised } from './sql/fragment.ts'

/** Runs one statement and gives its rows; 64-bit integers are decimal strings. */
export type Run = <Row>(statement: Fragment) => Promise<Row[]>

/** What one question may cost. */
export type Caps = { seconds: number; bytes: number }

export const DEFAULT_CAPS: Caps = { seconds: 30, bytes: 2_000_000_000 }

/** Codes with which ClickHouse says that a query took too long, or too much memory. */
const TOO_SLOW = new Set(['159', '160'])
const TOO_LARGE = new Set(['241', '307', '396'])

/** Parameters travel in the URL: longer ones, all together, are written into the statement instead. */
const URL_LIMIT = 200_000

/** Runs statements as a question may: reading only, within its caps, ended when its asker goes away. */
export const createRun = (deps: { store: EventStore; caps: Caps; signal: AbortSignal }): Run => {
  const { store, caps, signal } = deps
  const settings = {
    readonly: 2,
    max_execution_time: caps.seconds,
    max_memory_usage: String(caps.bytes),
    cancel_http_readonly_queries_on_client_close: 1,
    max_query_size: 16 * URL_LIMIT,
  }
  return async statement => {
    const split = parameterised(statement)
    const long = encodeURIComponent(JSON.stringify(split.params)).length > URL_LIMIT
    const { sql, params } = long ? { sql: literally(statement), params: {} } : split
    try {
      return await store.query({ sql, params, settings, signal })
    } catch (error) {
      throw asAnalyticsError(error)
    }
  }
}

/** Which error of this package a failure of the store is; what the store refuses is a mistake of ours, and stays. */
const asAnalyticsError = (error: unknown): unknown => {
  const { code, cause } = (error ?? {}) as { code?: unknown; cause?: { code?: unknown } }
  if (typeof code !== 'string' || !code.startsWith('store.')) return error
  const reason = String(cause?.code ?? '')
  if (TOO_SLOW.has(reason)) return analyticsError('question.too_slow', { cause: error })
  if (TOO_LARGE.has(reason)) return analyticsError('question.too_large', { cause: error })
  return code === 'store.unavailable' ? analyticsError('store.unavailable', { cause: error }) : error
}
