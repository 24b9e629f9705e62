import type { EventStore, StoreProject } from '@maidian/engines'
import type { PlanSnapshot } from '@maidian/tracking-plan'
import { plannedProject } from './planned-project.ts'
import { projectViews } from './views/project-views.ts'

/** Brings a project's database up to its plan: tables, the plan's columns, and the views of both. */
export const migrateProject =
  (store: EventStore, projects: readonly StoreProject[]) =>
  async (name: string, snapshot: PlanSnapshot | null): Promise<void> => {
    const project = projects.find(one => one.name === name)
    if (project) await store.migrate({ projects: [plannedProject(project, snapshot)], views: projectViews })
  }
