import type { ClickHouseAddress } from './clickhouse.ts'

/** How many shared ids may lie between two devices of one person: each takes a pass over what ids were said. */
const HOPS = 6
/** An id that was said of more devices and users than this is nobody's: a constant, or an id of something else. */
const MOST_SAID_OF = 1000

const quoted = (text: string): string => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`

/** Of what was said, what nobody undid. `table` has an alias `said`; the keys of `identity_undone` stand beside it. */
const standing = (project: string, { table, kind, id }: { table: string; kind: string; id: string }): string => `
${project}.${table} AS said LEFT ANY JOIN (
  SELECT device, user, kind, id, argMax(until, at) AS until, argMax(undone, at) AS undone
  FROM ${project}.identity_undone GROUP BY device, user, kind, id
) AS undo ON said.device = undo.device AND said.user = undo.user AND ${kind} = undo.kind AND ${id} = undo.id
WHERE NOT undo.undone OR said.ts > undo.until`

/** device → the first user by event time that it was linked to. */
const firstUsers = (project: string): string => `
SELECT said.device AS device, argMin(said.user, (said.ts, toUInt128(said.event_id))) AS first_user
FROM ${standing(project, { table: 'identities', kind: "''", id: "''" })}
GROUP BY device`

/** The `person_key` of a user, and of a device that nobody knows. */
const keyOf = (name: string, unknown: string): string => `sipHash64(concat(if(${unknown}, 'd:', 'u:'), ${name}))`

/**
 * One row for each id and who it was said of. `holder`: who that says the id is, a user or a device that has none, as a number:
 * whether nobody knows it (1 bit), time (63), event id (128), `person_key` (64). So of several the earliest user is the
 * smallest, else the earliest device.
 */
const heldIds = (project: string): string => `
SELECT named, device_key, owner != '' AS owned,
  bitShiftLeft(toUInt256(owner = ''), 255) + bitShiftLeft(toUInt256(toUnixTimestamp64Milli(first.1)), 192)
    + bitShiftLeft(toUInt256(first.2), 64) + ${keyOf("if(owner != '', owner, device)", "owner = ''")} AS holder
FROM (
  SELECT sipHash64(ids.kind, ids.id) AS named, ids.device AS device, sipHash64(concat('d:', device)) AS device_key,
    ids.first AS first, if(ids.user != '', ids.user, own.first_user) AS owner, count() OVER (PARTITION BY named) AS said_of
  FROM (
    SELECT said.kind AS kind, said.id AS id, said.device AS device, said.user AS user,
      min((said.ts, toUInt128(said.event_id))) AS first
    FROM ${standing(project, { table: 'identity_ids', kind: 'said.kind', id: 'said.id' })}
    GROUP BY kind, id, device, user
  ) AS ids LEFT ANY JOIN (${firstUsers(project)}) AS own ON ids.device = own.device
)
WHERE said_of BETWEEN 2 AND ${MOST_SAID_OF}`

/** An id passes its first holder on to every device that has it and no user of its own. */
const passedOn = (held: string): string => `
SELECT named, device_key, owned, if(owned, holder, min(by_id) OVER (PARTITION BY device_key, owned)) AS holder
FROM (SELECT named, device_key, owned, holder, min(holder) OVER (PARTITION BY named) AS by_id FROM (${held}))`

/** `person_key` → name, of all that an id can be said of. */
const names = (project: string): string => `
SELECT ${keyOf('said', 'unknown')} AS key, any(said) AS name
FROM (
  SELECT user AS said, false AS unknown FROM ${project}.identities
  UNION ALL
  SELECT if(user != '', user, device) AS said, user = '' AS unknown FROM ${project}.identity_ids
)
GROUP BY key`

/**
 * Who each device is, where it is not itself: the first user it was linked to; else the first user, or else the first
 * device, among those it shares an id with, over `HOPS` shared ids. It depends on what was said, and on nothing
 * else: neither on the order in which it came, nor on how often.
 */
export const personsQuery = (project: string): string => {
  let held = heldIds(project)
  for (let hop = 0; hop < HOPS; hop += 1) held = passedOn(held)
  return `
SELECT sipHash64(concat('d:', device)) AS device_key, sipHash64(concat('u:', first_user)) AS person_key,
  first_user AS user, first_user AS id
FROM (${firstUsers(project)})
UNION ALL
SELECT joined.device_key AS device_key, joined.person_key AS person_key, if(joined.unknown, '', named.name) AS user, named.name AS id
FROM (
  SELECT device_key, toUInt64(bitAnd(min(holder), toUInt256(18446744073709551615))) AS person_key,
    bitShiftRight(min(holder), 255) = 1 AS unknown
  FROM (${held}) WHERE NOT owned GROUP BY device_key
  HAVING person_key != device_key
) AS joined INNER JOIN (${names(project)}) AS named ON joined.person_key = named.key`
}

const stateOf = (project: string, table: string): string =>
  `(SELECT (count(), max(${table === 'identity_undone' ? 'at' : 'ts'})) FROM ${project}.${table})`

/**
 * device → person. It reads as the service's own user, since `default` has no rights.
 * `user` is empty for devices of one person that nobody knows; `id` is that person's name all the same: the device.
 */
export const personsDictionary = (project: string, { user, password }: ClickHouseAddress): string => `
CREATE OR REPLACE DICTIONARY ${project}.persons (device_key UInt64, person_key UInt64, user String, id String)
PRIMARY KEY device_key
SOURCE(CLICKHOUSE(USER ${quoted(user)} PASSWORD ${quoted(password)}
  QUERY ${quoted(personsQuery(project))}
  INVALIDATE_QUERY ${quoted(
    `SELECT toString((${['identities', 'identity_ids', 'identity_undone'].map(table => stateOf(project, table)).join(', ')}))`,
  )}))
LAYOUT(HASHED()) LIFETIME(MIN 1 MAX 2)`
