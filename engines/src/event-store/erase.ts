import type { Command } from './clickhouse.ts'
import type { Erased, Erasure, EventStore } from './port.ts'

const quoted = (text: string): string => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`

/** Devices named by one statement. */
const AT_ONCE = 500

/** False for everything where there is nobody to name. */
const among = (column: string, names: readonly string[]): string =>
  names.length === 0 ? 'false' : `${column} IN (${names.map(quoted).join(', ')})`

/** Whether an event, or what it said, is a person's: by its user, and only without one by its device. */
const theirs = (user: string, device: string, { users, devices }: Named): string =>
  `(${among(user, users)} OR (${user} = '' AND ${among(device, devices)}))`

/** The same in tables that know the key of whose a row is, which they can look up. */
const theirsByKey = (named: Named): string => {
  const keys = [...named.users.map(name => `u:${name}`), ...named.devices.map(name => `d:${name}`)]
  const known = keys.map(key => `sipHash64(${quoted(key)})`).join(', ')
  return keys.length === 0 ? 'false' : `user_key IN (${known}) AND ${theirs('user', 'device', named)}`
}

type Named = { users: readonly string[]; devices: readonly string[]; until: number }

/** A quarantined event is a batch of its own; what could not be taken apart is searched for the names. */
const quarantined = (named: Named): string => {
  const read = (name: string): string =>
    `if(JSONExtractString(raw, 'events', 1, '${name}') != '', JSONExtractString(raw, 'events', 1, '${name}'), JSONExtractString(raw, '${name}'))`
  const names = [...named.users, ...named.devices].map(name => quoted(JSON.stringify(name)))
  const whole = names.length === 0 ? 'false' : `multiSearchAny(raw, [${names.join(', ')}])`
  return `if(arrayExists(reason -> startsWith(reason, 'record.'), reasons), ${whole}, ${theirs(read('user'), read('device'), named)})`
}

/** Which rows of each table are a person's. A link says of two, so it is whose user it names; without one, the device's. */
const conditions = (named: Named): Record<string, string> => {
  const own = theirs('user', 'device', named)
  const until = `fromUnixTimestamp64Milli(toInt64(${named.until}), 'UTC')`
  const before = `(received <= ${until} OR ts <= ${until})`
  const link = named.users.length > 0 ? among('user', named.users) : among('device', named.devices)
  return {
    events: `${theirsByKey(named)} AND ${before}`,
    quarantine: `${quarantined(named)} AND ${before}`,
    identities: `${link} AND ts <= ${until}`,
    identity_ids: `${own} AND ts <= ${until}`,
    identity_undone: `(${own} OR ${link}) AND at <= ${until}`,
    profile_operations: `${theirsByKey(named)} AND ts <= ${until}`,
  }
}

/**
 * Removes a person's rows from every table, by rewriting the parts that hold them: a DELETE that only hides rows would
 * leave them on disk.
 */
export const erase = async (
  { command, query }: { command: Command; query: EventStore['query'] },
  { project, user, devices, until, dryRun = false }: Erasure,
): Promise<Erased> => {
  const users = user === '' ? [] : [user]
  const parts = Array.from({ length: Math.max(1, Math.ceil(devices.length / AT_ONCE)) }, (_, i) =>
    conditions({ users, until, devices: devices.slice(i * AT_ONCE, (i + 1) * AT_ONCE) }),
  )
  const erased: Erased = {}
  for (const part of parts) {
    for (const [table, condition] of Object.entries(part)) {
      const [row] = await query<{ rows: string }>({
        sql: `SELECT count() AS rows FROM ${project}.${table} WHERE ${condition}`,
      })
      const rows = Number(row?.rows ?? 0)
      erased[table] = (erased[table] ?? 0) + rows
      if (rows === 0 || dryRun) continue
      await command(`ALTER TABLE ${project}.${table} DELETE WHERE ${condition} SETTINGS mutations_sync = 2`)
    }
  }
  return erased
}
