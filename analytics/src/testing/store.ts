import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { createClickHouseStore, type EventStore, startEmbeddedStore } from '@maidian/engines'
import type { EventRow, IdentityRow } from '@maidian/schemas'
import type { PlannedProject } from '../planned-project.ts'
import { projectViews } from '../views/project-views.ts'

export type TestStore = {
  store: EventStore
  /** The same server as the analyst sees it: reading only, granted the project's database alone. */
  analyst: EventStore
  load(project: string, rows: { events: EventRow[]; identities?: IdentityRow[] }): Promise<void>
  close(): Promise<void>
}

/** A real ClickHouse in a folder of its own, with the views of the projects. */
export const startTestStore = async (projects: PlannedProject[]): Promise<TestStore> => {
  const dir = mkdtempSync(join(tmpdir(), 'maidian-analytics-'))
  const store = await startEmbeddedStore({ dir, projects: projects.map(({ name }) => name) })
  const analyst = createClickHouseStore({ ...store.analyst, url: store.address.url })
  const close = async (): Promise<void> => {
    await analyst.close()
    await store.close()
    rmSync(dir, { recursive: true, force: true })
  }
  try {
    await store.migrate({ projects, views: projectViews })
  } catch (error) {
    await close()
    throw error
  }
  return {
    store,
    analyst,
    load: async (project, { events, identities = [] }) => {
      await store.insert({ project, table: 'events', rows: events })
      await store.insert({ project, table: 'identities', rows: identities })
      await linked(store, project)
    },
    close,
  }
}

/** The dictionary of persons follows its table within seconds. */
const linked = async (store: EventStore, project: string): Promise<void> => {
  const end = Date.now() + 15_000
  for (;;) {
    const [row] = await store.query<{ behind: string }>({
      sql: `SELECT count() AS behind FROM (SELECT device, argMin(user, (ts, event_id)) AS user FROM ${project}.identities GROUP BY device) AS links
        WHERE dictGetOrDefault('${project}.persons', 'user', sipHash64(concat('d:', device)), '') != links.user`,
    })
    if (row?.behind === '0') return
    if (Date.now() > end) throw new Error('the dictionary of persons did not follow')
    await sleep(100)
  }
}
