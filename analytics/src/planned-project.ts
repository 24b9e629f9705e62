import type { StoreProject } from '@maidian/engines'
import type { PlanColumn, PlanSnapshot, Release } from '@maidian/tracking-plan'

/** A project with what its tracking plan says. */
export type PlannedProject = Omit<StoreProject, 'columns'> & { columns?: readonly PlanColumn[]; plan?: Release | null }

/** A project of the configuration, with the columns and the latest release of its plan. */
export const plannedProject = (
  { name, timezone, retention }: StoreProject,
  snapshot: PlanSnapshot | null,
): PlannedProject => ({
  name,
  timezone,
  ...(retention !== undefined && { retention }),
  columns: snapshot?.columns ?? [],
  plan: snapshot?.latest ?? null,
})
