import { dirname, join } from 'node:path'
import { type PlanColumn, planColumns } from '../columns/plan-columns.ts'
import { PlanError } from '../errors.ts'
import type { Release } from '../model.ts'
import { type PiiRules, piiRules } from '../pii/pii-rules.ts'
import { nextRelease } from '../release/next-release.ts'
import { readReleases } from '../release/read-releases.ts'
import { usablePlan } from './usable-plan.ts'

/**
 * A project's plan at one moment, as services use it.
 *
 * - `releases`: every release, the newest first. `next`: the working tree, where it counts.
 * - `latest`: what judges events that name no release.
 * - `pii`, `columns`: of all of them together.
 */
export type PlanSnapshot = {
  latest: Release
  releases: readonly Release[]
  next: Release | null
  pii: PiiRules
  columns: readonly PlanColumn[]
}

/** Releases lie beside the folder of the plan. */
export const releasesBeside = (dir: string): string => join(dirname(join(dir, '.')), 'releases')

/** The working tree as the release `next`. Throws `plan.invalid` with the places. */
export const workingTree = (dir: string): Release => nextRelease(usablePlan(dir).content)

/** What a client that is built now is built from: the latest release, where the working tree says the same; else `next`. */
export const releaseToBuild = (dir: string): Release => {
  const next = workingTree(dir)
  const [latest] = readReleases(releasesBeside(dir))
  return latest?.hash === next.hash ? latest : next
}

/** What releases, the newest first, and the working tree say together; null where there is neither. */
export const snapshotOf = ({ releases, next }: Pick<PlanSnapshot, 'releases' | 'next'>): PlanSnapshot | null => {
  const all = next ? [next, ...releases] : releases
  const [latest] = all
  return latest ? { latest, releases, next, pii: piiRules(all), columns: planColumns(all) } : null
}

/** Reads a plan. With `next` the working tree counts as its latest release; without, only releases do. Throws `PlanError`. */
export const readSnapshot = ({ dir, next: wanted }: { dir: string; next: boolean }): PlanSnapshot => {
  const releases = readReleases(releasesBeside(dir))
  const next = wanted ? workingTree(dir) : null
  const snapshot = snapshotOf({ releases, next })
  if (snapshot === null) throw new PlanError('plan.no_release', dir)
  return snapshot
}
