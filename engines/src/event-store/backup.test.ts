import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { sampleEvent } from '../testing/sample-event.ts'
import { backupsOf } from './embedded/config-files.ts'
import { type EmbeddedStore, startEmbeddedStore } from './embedded.ts'
import type { LogPlace } from './port.ts'

const root = mkdtempSync(join(tmpdir(), 'maidian-backup-'))
const place = (dir: string, name: string): string => {
  mkdirSync(backupsOf(dir), { recursive: true })
  return `File('${join(backupsOf(dir), name)}')`
}

let store: EmbeddedStore
beforeAll(async () => {
  store = await startEmbeddedStore({ dir: root, projects: ['first', 'second'] })
  await migrate()
})
afterAll(async () => {
  await store.close()
  rmSync(root, { recursive: true, force: true })
})

const PROJECTS = ['first', 'second']
const migrate = () =>
  store.migrate({
    projects: PROJECTS.map(name => ({ name, timezone: 'UTC', columns: [] })),
    views: () => [],
  })
const offsets = async (project: string): Promise<string[]> =>
  (
    await store.query<{ at: string }>({
      sql: `SELECT concat(log_id, '/', toString(log_partition), '/', toString(log_offset)) AS at FROM ${project}.events ORDER BY at`,
    })
  ).map(({ at }) => at)

test('what will be read again is left out, of this log and from there on; tables with rows are never written over', async () => {
  const events = [
    ...[1, 2, 3].map(n => sampleEvent(n, { log_offset: n })),
    ...[4, 5].map(n => sampleEvent(n, { log_offset: n, log_partition: 1 })),
    sampleEvent(6, { log_offset: 9, log_id: "another's" }),
  ]
  for (const project of PROJECTS) await store.insert({ project, table: 'events', rows: events })
  const tables = await store.backUp({ projects: PROJECTS, to: place(root, 'one') })
  expect(tables).toEqual(expect.arrayContaining(['first.events', 'first.fence', 'second.identities']))
  expect(tables.filter(name => /persons|fence_now|all_events/.test(name))).toEqual([])

  const restore = (readAgain: LogPlace | null) => store.restore({ tables, from: place(root, 'one'), readAgain })
  await expect(restore(null)).rejects.toMatchObject({ code: 'store.not_empty' })
  expect(await offsets('first')).toHaveLength(6)

  // A table that is emptied answers nothing, which is no JSON.
  const emptied = async () => {
    for (const project of PROJECTS) await store.query({ sql: `TRUNCATE TABLE ${project}.events` }).catch(() => {})
  }
  await emptied()
  expect(await offsets('first')).toEqual([])
  const at = [
    { partition: 0, offset: 3 },
    { partition: 1, offset: 5 },
  ]
  await restore({ logId: 'log-a', at })
  for (const project of PROJECTS)
    expect(await offsets(project)).toEqual(["another's/0/9", 'log-a/0/1', 'log-a/0/2', 'log-a/1/4'])
  await emptied()
  await restore(null)
  expect(await offsets('second')).toHaveLength(6)
})

test('who migrates makes dictionaries anew, and the fence is that of the backup', async () => {
  await migrate()
  const [now] = await store.query<{ n: string }>({ sql: 'SELECT count() AS n FROM first.fence_now' })
  expect(now).toEqual({ n: '0' })
  const generations = await store.fence({ project: 'first', logId: 'log-a', partitions: [0] })
  const rows = [sampleEvent(50, { log_offset: 50 })]
  await expect(store.insert({ project: 'first', table: 'events', rows })).rejects.toMatchObject({
    code: 'store.fenced',
  })
  await store.insert({ project: 'first', table: 'events', rows, generations })
})

test('a backup that cannot be made says why', async () => {
  await expect(store.backUp({ projects: PROJECTS, to: "File('/tmp/elsewhere')" })).rejects.toMatchObject({
    code: 'store.refused',
    message: expect.stringContaining('backups'),
  })
})
