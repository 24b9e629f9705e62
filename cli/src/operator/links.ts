import type { EventStore } from '@maidian/engines'
import type { IdentityUndoneRow } from '@maidian/schemas'

/** Which links: all that is given must hold. */
export type LinkFilter = { device?: string; user?: string; id?: { kind: string; id: string } }

/**
 * A link that `$identify` said: of a device to a user (`kind` and `id` empty), or of an id to a device, a user or both.
 * Times in ms. `person`: whose it is now.
 */
export type Link = {
  device: string
  user: string
  kind: string
  id: string
  first: number
  last: number
  times: number
  undone: boolean
  until: number
  by: string
  person: string
}

type Row = Omit<Link, 'first' | 'last' | 'times' | 'undone' | 'until'> & {
  first: string
  last: string
  times: string
  standing: string
  undone: boolean
  until: string
}

/** The links that meet a filter, those that were undone too; the latest first. */
export const linksOf = async (
  store: EventStore,
  { project, filter, limit = 100_000 }: { project: string; filter: LinkFilter; limit?: number },
): Promise<Link[]> => {
  const { device, user, id } = filter
  const conditions = [
    ...(device === undefined ? [] : ['said.device = {device:String}']),
    ...(user === undefined ? [] : ['said.user = {user:String}']),
    ...(id === undefined ? [] : ['said.kind = {kind:String} AND said.id = {id:String}']),
  ]
  const rows = await store.query<Row>({
    sql: `
SELECT said.device AS device, said.user AS user, said.kind AS kind, said.id AS id,
  toUnixTimestamp64Milli(min(said.ts)) AS first, toUnixTimestamp64Milli(max(said.ts)) AS last, uniqExact(said.event_id) AS times,
  countIf(NOT undo.undone OR said.ts > undo.until) AS standing, any(undo.undone) AS undone,
  toUnixTimestamp64Milli(any(undo.until)) AS until, any(undo.by) AS by,
  if(device = '', user, dictGetOrDefault('${project}.persons', 'id', sipHash64(concat('d:', device)), device)) AS person
FROM (
  SELECT device, user, '' AS kind, '' AS id, ts, event_id FROM ${project}.identities
  UNION ALL
  SELECT device, user, toString(kind) AS kind, id, ts, event_id FROM ${project}.identity_ids
) AS said LEFT ANY JOIN (
  SELECT device, user, toString(kind) AS kind, id, argMax(until, at) AS until, argMax(undone, at) AS undone, argMax(by, at) AS by
  FROM ${project}.identity_undone GROUP BY device, user, kind, id
) AS undo ON said.device = undo.device AND said.user = undo.user AND said.kind = undo.kind AND said.id = undo.id
${conditions.length === 0 ? '' : `WHERE ${conditions.join(' AND ')}`}
GROUP BY device, user, kind, id
ORDER BY last DESC, device, user, kind, id LIMIT {limit:UInt32}`,
    params: { device, user, kind: id?.kind, id: id?.id, limit },
  })
  return rows.map(({ standing, ...row }) => ({
    ...row,
    first: Number(row.first),
    last: Number(row.last),
    times: Number(row.times),
    until: Number(row.until),
    // What was said again after it was undone counts.
    undone: row.undone && Number(standing) === 0,
  }))
}

/** Undoes links, or does them again, as of now; resolves when questions see it. */
export const setLinks = async (
  store: EventStore,
  { project, links, undone, by }: { project: string; links: readonly Link[]; undone: boolean; by: string },
): Promise<void> => {
  const rows = links.map(
    ({ device, user, kind, id, last }): IdentityUndoneRow => ({
      ...{ device, user, kind, id, undone, by },
      // A clock may be ahead of ours, and what it said is meant, too.
      until: Math.max(Date.now(), last),
    }),
  )
  await store.insert({ project, table: 'identity_undone', rows })
  await store.reloadPersons(project)
}
