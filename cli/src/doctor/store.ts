import type { EventStore } from '@maidian/engines'
import type { Project } from '@maidian/service'
import { conditionOf } from '../quarantine/which.ts'
import { amount, type Finding, note, ok, share, wrong } from './finding.ts'

const GiB = 2 ** 30
/** ClickHouse slows inserts down from 1,000 parts in a partition on, and refuses them from 3,000. */
const MOST_PARTS = 300
const MOST_CLOCK_MS = 5000
/** Of the events of a week. */
const MOST_HELD = 0.01

const disks = async (store: EventStore): Promise<Finding[]> => {
  const rows = await store.query<{ name: string; free: string; total: string }>({
    sql: `SELECT name, unreserved_space AS free, total_space AS total FROM system.disks WHERE type = 'Local'`,
  })
  return rows.map(({ name, free, total }) => {
    const says = `${(Number(free) / GiB).toFixed(1)} GiB of disk ${name} are free`
    const low = Number(free) < Math.max(GiB, Number(total) * 0.05)
    return low
      ? wrong('disk', says, 'free some, add some, or set retention: of a project; without any ClickHouse takes no rows')
      : ok('disk', says)
  })
}

const parts = async (store: EventStore, project: string): Promise<Finding> => {
  const [most] = await store.query<{ table: string; partition: string; n: string }>({
    sql: `SELECT table, partition, count() AS n FROM system.parts WHERE active AND database = {project:String}
GROUP BY table, partition ORDER BY n DESC, table LIMIT 1`,
    params: { project },
  })
  const says = most ? `at most ${most.n} in a partition (${most.table}, ${most.partition})` : 'none yet'
  if (Number(most?.n ?? 0) <= MOST_PARTS) return ok('parts', says)
  return wrong(
    'parts',
    says,
    'let merges catch up: look at system.merges and at the load of the disk; the processor waits meanwhile',
  )
}

const clock = async (store: EventStore, ahead: number | null): Promise<Finding> => {
  const began = Date.now()
  const [row] = await store.query<{ now: string }>({ sql: 'SELECT toUnixTimestamp64Milli(now64(3)) AS now' })
  const storeAhead = Number(row?.now) - (began + Date.now()) / 2
  const off = Math.abs(storeAhead - (ahead ?? 0))
  const says = `ClickHouse and ${ahead === null ? 'this machine' : 'Maidian'} are ${(off / 1000).toFixed(1)} s apart`
  if (off <= MOST_CLOCK_MS) return ok('clock', says)
  return wrong('clock', says, 'have both follow a time server (NTP): days, retention and lateness are wrong otherwise')
}

const quarantine = async (store: EventStore, project: string): Promise<Finding> => {
  const live = conditionOf(project, {})
  const [count] = await store.query<{ held: string; recent: string }>({
    sql: `SELECT count() AS held, countIf(received > now() - INTERVAL 7 DAY) AS recent FROM ${project}.quarantine WHERE ${live.sql}`,
  })
  const held = Number(count?.held ?? 0)
  if (held === 0) return ok('quarantine', 'it is empty')
  const rules = await store.query<{ rule: string; n: string }>({
    sql: `SELECT rule, count() AS n FROM ${project}.quarantine ARRAY JOIN reasons AS rule WHERE ${live.sql}
GROUP BY rule ORDER BY n DESC, rule LIMIT 3`,
  })
  const [week] = await store.query<{ n: string }>({
    sql: `SELECT count() AS n FROM ${project}.events WHERE received > now() - INTERVAL 7 DAY`,
  })
  const recent = Number(count?.recent ?? 0)
  const whole = recent + Number(week?.n ?? 0)
  const by = rules.map(({ rule, n }) => `${rule} ${amount(Number(n))}`).join(', ')
  const says = `${amount(held)} events (${by}); of those received within 7 days ${share(recent, whole)}`
  const todo = `see maidian quarantine --project ${project}; mend the plan or the sender, then maidian replay`
  return recent > whole * MOST_HELD ? wrong('quarantine', says, todo) : note('quarantine', says, todo)
}

/** The sources of the configuration that were quiet for a day. One that never sent anything may not be in use. */
const sources = async (store: EventStore, { name, sources: configured }: Project): Promise<Finding[]> => {
  const rows = await store.query<{ source: string; last: string }>({
    sql: `SELECT source, max(last) AS last FROM (
  SELECT toString(source) AS source, toUnixTimestamp64Milli(max(received)) AS last FROM ${name}.events
  WHERE received > now() - INTERVAL 30 DAY GROUP BY source
  UNION ALL
  SELECT toString(source) AS source, toUnixTimestamp64Milli(max(received)) AS last FROM ${name}.quarantine
  WHERE received > now() - INTERVAL 30 DAY GROUP BY source
) GROUP BY source`,
  })
  const last = new Map(rows.map(row => [row.source, Number(row.last)]))
  return configured.map(({ name: called, key, kind }) => {
    const source = called ?? key
    const check = `source ${source}`
    const at = last.get(source)
    if (at === undefined) {
      const todo = `if it should: is its key ${key} right, and may its pages send (origins)? else take it out of the configuration`
      return note(check, `(${kind}) sent nothing for 30 days`, todo)
    }
    const hours = Math.round((Date.now() - at) / 3_600_000)
    if (hours < 24) return ok(check, `(${kind}) sent something ${hours === 0 ? 'within the hour' : `${hours} h ago`}`)
    return wrong(
      check,
      `(${kind}) sent nothing for ${hours} h`,
      'was a release without tracking published, or its key or origin changed?',
    )
  })
}

/** What the store says of itself and of a project. `ahead`: by how many ms a service's clock is ahead of ours. */
export const askStore = async (store: EventStore, project: Project, ahead: number | null): Promise<Finding[]> => [
  ...(await disks(store)),
  await clock(store, ahead),
  await parts(store, project.name),
  await quarantine(store, project.name),
  ...(await sources(store, project)),
]
