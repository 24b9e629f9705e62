import { setTimeout as sleep } from 'node:timers/promises'
import { type ClickHouseAddress, createClickHouseStore, type EventStore } from '@maidian/engines'

export type Books = {
  stored: number
  /** Acknowledged, and neither in events nor live in quarantine. */
  lost: string[]
  /** There more than once. */
  doubled: string[]
  /** From the last fault until everything was there, in s; null when it never was. */
  recoveredInS: number | null
}

const EACH_TAG = `SELECT tag, count() AS n, groupArray((kind, log_partition, log_offset, log_index)) AS places FROM (
  SELECT 'event' AS kind, props['tag'] AS tag, log_partition, log_offset, log_index FROM shop.events
  UNION ALL
  SELECT 'quarantine', JSONExtractString(raw, 'events', 1, 'props', 'tag'), log_partition, log_offset, log_index
  FROM shop.quarantine WHERE resolved_at IS NULL
) GROUP BY tag`
const ROWS = 'SELECT count()::UInt32 AS rows, uniqExact(event_id)::UInt32 AS ids FROM shop.events'
/** Rows that come after everything was there. */
const SETTLE_MS = 3000

/** After the last request was cut off, until its events are in the log if they ever will be. */
const QUIET_MS = 3000
const SETTLED_MS = 60_000

type Held = { tag: string; n: string; places: unknown[] }
type Rows = { rows: number; ids: number }

const read = async (store: EventStore) => {
  const [rows] = await store.query<Rows>({ sql: ROWS })
  const held = await store.query<Held>({ sql: EACH_TAG })
  return { held: new Map(held.map(one => [one.tag, one])), rows: rows ?? { rows: 0, ids: 0 } }
}

/** Whether all that was acknowledged is stored, within a minute. Nobody must be able to send. */
export const isSettled = async (options: {
  address: ClickHouseAddress
  acknowledged: () => ReadonlySet<string>
}): Promise<boolean> => {
  await sleep(QUIET_MS)
  const store = createClickHouseStore(options.address)
  const end = Date.now() + SETTLED_MS
  try {
    while (Date.now() < end) {
      const books = await read(store).catch(() => null)
      if (books !== null && [...options.acknowledged()].every(tag => books.held.has(tag))) return true
      await sleep(500)
    }
    return false
  } finally {
    await store.close()
  }
}

/** Waits for what was acknowledged, at most `ms`, and holds it against what is stored. */
export const reconcile = async (options: {
  address: ClickHouseAddress
  acknowledged: ReadonlySet<string>
  lastFault: number
  ms: number
}): Promise<Books> => {
  const { acknowledged } = options
  const store = createClickHouseStore(options.address)
  const end = Date.now() + options.ms
  const missing = (held: ReadonlyMap<string, Held>): string[] => [...acknowledged].filter(tag => !held.has(tag))
  try {
    let recoveredInS: number | null = null
    while (recoveredInS === null && Date.now() < end) {
      const books = await read(store).catch(() => null)
      if (books !== null && missing(books.held).length === 0) recoveredInS = (Date.now() - options.lastFault) / 1000
      else await sleep(500)
    }
    await sleep(SETTLE_MS)
    const { held, rows } = await read(store)
    const doubled = [...held.values()]
      .filter(({ n }) => n !== '1')
      .map(({ tag, places }) => `${tag} ${JSON.stringify(places)}`)
    if (rows.rows !== rows.ids) doubled.push(`${rows.rows} rows of ${rows.ids} ids`)
    return { stored: held.size, lost: missing(held), doubled, recoveredInS }
  } finally {
    await store.close()
  }
}
