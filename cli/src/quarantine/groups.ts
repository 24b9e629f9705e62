import type { EventStore } from '@maidian/engines'
import type { Condition } from './which.ts'

/** Live events that broke the same rule, of one name and one version of the app. */
export type Group = {
  name: string
  rule: string
  app_version: string
  events: number
  first: string
  last: string
  /** Raw batches of one event each. */
  samples: string[]
}

export type Listed = { project: string; events: number; groups: Group[] }

type Row = Omit<Group, 'events'> & { events: string }

/** What is in quarantine and not settled, the largest groups first; an event that broke several rules is in several. */
export const listQuarantine = async (
  store: EventStore,
  { project, condition, samples, limit }: { project: string; condition: Condition; samples: number; limit: number },
): Promise<Listed> => {
  const { sql: where, params } = condition
  const [total] = await store.query<{ events: string }>({
    sql: `SELECT count() AS events FROM ${project}.quarantine WHERE ${where}`,
    params,
  })
  const groups = await store.query<Row>({
    sql: `SELECT name, rule, app_version, count() AS events, toString(min(received)) AS first, toString(max(received)) AS last,
  groupArray({samples:UInt32})(raw) AS samples
FROM ${project}.quarantine ARRAY JOIN if(empty(reasons), ['']::Array(LowCardinality(String)), reasons) AS rule
WHERE ${where} GROUP BY name, rule, app_version ORDER BY count() DESC, name, rule, app_version LIMIT {limit:UInt32}`,
    params: { ...params, samples, limit },
  })
  return {
    project,
    events: Number(total?.events ?? 0),
    groups: groups.map(row => ({ ...row, events: Number(row.events) })),
  }
}
