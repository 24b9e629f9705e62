/** Every failure of the engines that somebody can act on: code → what to do about it, and whether waiting helps. */
export const ENGINE_ERRORS = {
  'log.full': { retryable: true, say: 'the log holds as much unwritten data as it may; send again later' },
  'log.disk_floor': {
    retryable: true,
    say: 'less disk space is free than the log must leave; free some, or lower its floor',
  },
  'log.unavailable': {
    retryable: true,
    say: 'the log did not answer in time; what was sent to it may be in it all the same',
  },
  'log.too_large': { retryable: false, say: 'the record is larger than the log takes' },
  'log.closed': { retryable: true, say: 'the log is closing' },
  'log.gap': { retryable: false, say: 'the log no longer reaches back to the committed offset; say --accept-gap' },
  'log.in_use': {
    retryable: true,
    say: 'a stream processor reads the log; stop every one of them first (Kafka forgets one that died within 15 s)',
  },
  'log.beyond': { retryable: false, say: 'the log has no such place' },
  'log.old_format': {
    retryable: false,
    say: 'the log was written by an older version; let that one finish reading it, then delete the folder',
  },
  'log.config': { retryable: false, say: 'the log is not set up as Maidian needs it' },
  'store.unavailable': { retryable: true, say: 'ClickHouse did not answer' },
  'store.refused': { retryable: false, say: 'ClickHouse refused the query' },
  'store.bad_row': { retryable: false, say: 'a value of a row does not fit its table' },
  'store.not_empty': {
    retryable: false,
    say: 'these tables have rows, which would be lost; restore into an empty store, or drop the database first',
  },
  'store.fenced': {
    retryable: true,
    say: 'somebody else has taken this partition of the log over; take it over again, if it is still yours',
  },
  'store.port_taken': { retryable: false, say: 'the port for ClickHouse is taken; pass another, or 0 for any' },
  'store.locked': { retryable: false, say: 'another process uses this data folder' },
  'store.start_failed': { retryable: false, say: 'the embedded ClickHouse did not start' },
  'store.no_embedded': {
    retryable: false,
    say: 'no embedded ClickHouse for this platform; set CLICKHOUSE_URL to a ClickHouse server',
  },
} as const

export type EngineErrorCode = keyof typeof ENGINE_ERRORS

/** A failure of an engine. `retryable`: the same call may succeed later. */
export class EngineError extends Error {
  readonly code: EngineErrorCode
  readonly retryable: boolean
  constructor(code: EngineErrorCode, detail?: string, options?: { cause?: unknown }) {
    super(detail ? `${ENGINE_ERRORS[code].say}: ${detail}` : ENGINE_ERRORS[code].say, options)
    this.name = 'EngineError'
    this.code = code
    this.retryable = ENGINE_ERRORS[code].retryable
  }
}
