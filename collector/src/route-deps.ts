import type { AuthoriseDeps } from './authorise.ts'
import type { TakeDeps } from './take-batch.ts'

/** What the routes of a door need. */
export type RouteDeps = AuthoriseDeps & TakeDeps & { now: () => number }
