import { fingerprint } from './fingerprint.ts'
import { type PlanSnapshot, readSnapshot, releasesBeside } from './snapshot.ts'

/** The plans of a configuration's projects, as of now. */
export type Plans = {
  /** Null for a project without a plan. */
  of(project: string): PlanSnapshot | null
  close(): void
}

export type OpenPlansOptions = {
  /** `plan`: the folder of its plan, absolute. */
  projects: readonly { name: string; plan?: string | undefined }[]
  /** Whether working trees count. */
  next: boolean
  /** Awaited before a snapshot becomes current: adds columns before anything is accepted for them. */
  prepare?: (project: string, snapshot: PlanSnapshot) => Promise<void>
  /** Told of a change that could not be taken over; what was current stays so. */
  onProblem?: (project: string, error: unknown) => void
  onChange?: (project: string, snapshot: PlanSnapshot) => void
  everyMs?: number
}

const EVERY_MS = 1000

/** Plans of projects that have none. */
export const NO_PLANS: Plans = { of: () => null, close: () => {} }

/**
 * Reads the plans of all projects, and again whenever a file of theirs changes: a look every second, which sees what
 * mounted volumes do not announce. Rejects with `PlanError` where one cannot be used at the start; later, the last good
 * one stays.
 */
export const openPlans = async (options: OpenPlansOptions): Promise<Plans> => {
  const { projects, next, prepare, onProblem, onChange, everyMs = EVERY_MS } = options
  const current = new Map<string, PlanSnapshot>()
  const timers = new Set<NodeJS.Timeout>()
  let closed = false

  const take = async (project: string, dir: string): Promise<PlanSnapshot> => {
    const snapshot = readSnapshot({ dir, next })
    await prepare?.(project, snapshot)
    current.set(project, snapshot)
    return snapshot
  }

  const watch = (project: string, dir: string, began: string): void => {
    const dirs = [...(next ? [dir] : []), releasesBeside(dir)]
    let taken = began
    let seen = began
    const look = async (): Promise<void> => {
      const now = fingerprint(dirs)
      // Files are written one after the other: two looks in a row must agree.
      const settled = now === seen
      seen = now
      if (!settled || now === taken) return
      taken = now
      try {
        const snapshot = await take(project, dir)
        onChange?.(project, snapshot)
      } catch (error) {
        onProblem?.(project, error)
        // A failed preparation, such as a store that is away, is tried again.
        if (!isPlanError(error)) taken = ''
      }
    }
    const schedule = (): void => {
      if (closed) return
      const timer = setTimeout(() => {
        timers.delete(timer)
        void look().finally(schedule)
      }, everyMs)
      timer.unref()
      timers.add(timer)
    }
    schedule()
  }

  for (const { name, plan } of projects) {
    if (plan === undefined) continue
    const began = fingerprint([...(next ? [plan] : []), releasesBeside(plan)])
    await take(name, plan)
    watch(name, plan, began)
  }
  return {
    of: project => current.get(project) ?? null,
    close: () => {
      closed = true
      for (const timer of timers) clearTimeout(timer)
    },
  }
}

const isPlanError = (error: unknown): boolean => (error as { name?: unknown } | null)?.name === 'PlanError'
