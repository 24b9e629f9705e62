import type { Erased, EventStore } from '@maidian/engines'
import { subjectHash } from '@maidian/stream-processor'
import { CliError } from '../errors.ts'

/** A person as `maidian forget` is told one. */
export type Whom = { user: string } | { device: string }

export type Forgotten = {
  project: string
  /** Devices whose events without a user were this person's. */
  devices: number
  erased: Erased
  dryRun: boolean
}

type Person = { user: string; devices: string[] }

const SAID = (project: string): string => `(SELECT device FROM ${project}.identities WHERE device != ''
  UNION DISTINCT SELECT device FROM ${project}.identity_ids WHERE device != '')`

const keyOf = (device: string): string => `sipHash64(concat('d:', ${device}))`

const personOf = async (store: EventStore, project: string, whom: Whom): Promise<Person> => {
  const devicesWhere = async (condition: string, params: Record<string, string>): Promise<string[]> => {
    const sql = `SELECT device FROM ${SAID(project)} WHERE ${condition}`
    return (await store.query<{ device: string }>({ sql, params })).map(({ device }) => device)
  }
  const person = (attribute: string, device: string, otherwise: string): string =>
    `dictGetOrDefault('${project}.persons', '${attribute}', ${keyOf(device)}, ${otherwise})`
  if ('user' in whom) {
    const { user } = whom
    return { user, devices: await devicesWhere(`${person('user', 'device', "''")} = {user:String}`, { user }) }
  }
  const { device } = whom
  const [row] = await store.query<{ user: string }>({
    sql: `SELECT ${person('user', '{device:String}', "''")} AS user`,
    params: { device },
  })
  if (row?.user) throw new CliError('forget.has_user', row.user)
  const same = `${person('person_key', 'device', keyOf('device'))} = ${person('person_key', '{device:String}', keyOf('{device:String}'))}`
  return { user: '', devices: [...new Set([device, ...(await devicesWhere(same, { device }))])] }
}

/** No insert that began before this is running when it resolves, and whoever inserts next reads who was forgotten first. */
const interruptInserts = async (store: EventStore, project: string): Promise<void> => {
  const logs = await store.query<{ log_id: string; partitions: number[] }>({
    sql: `SELECT log_id, groupUniqArray(log_partition) AS partitions FROM ${project}.fence GROUP BY log_id`,
  })
  for (const { log_id: logId, partitions } of logs) await store.fence({ project, logId, partitions })
}

const sum = (erased: Erased): number => Object.values(erased).reduce((total, rows) => total + rows, 0)

/**
 * Removes a person from every table. First it is written down who is forgotten, then inserts under way are ended, then rows
 * are removed until there are none: so nothing that was already being written stays.
 * docs/decisions/0031-erasure.md
 */
export const forgetPerson = async (
  store: EventStore,
  { project, whom, by, dryRun }: { project: string; whom: Whom; by: string; dryRun: boolean },
): Promise<Forgotten> => {
  await store.reloadPersons(project)
  const { user, devices } = await personOf(store, project, whom)
  const until = Date.now()
  const erasure = { project, user, devices, until, dryRun }
  if (dryRun) return { project, devices: devices.length, erased: await store.erase(erasure), dryRun }
  const subjects = [
    ...(user === '' ? [] : [subjectHash(project, 'user', user)]),
    ...devices.map(device => subjectHash(project, 'device', device)),
  ]
  await store.insert({ project, table: 'forgotten', rows: subjects.map(subject => ({ subject, at: until })) })
  await interruptInserts(store, project)
  const erased: Erased = {}
  for (;;) {
    const now = await store.erase(erasure)
    for (const [table, rows] of Object.entries(now)) erased[table] = (erased[table] ?? 0) + rows
    if (sum(now) === 0) break
  }
  await store.reloadPersons(project)
  await store.insert({ project, table: 'audit', rows: [{ action: 'forget', by, subjects, counts: erased }] })
  return { project, devices: devices.length, erased, dryRun }
}
