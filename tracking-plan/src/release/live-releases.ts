import type { Release } from '../model.ts'
import { compareVersions } from './version.ts'

/**
 * The releases that some client may still use, in order of version. The latest always counts: what is released next
 * follows it, and today's queries are written against it.
 */
export const liveReleases = (releases: readonly Release[], retired: readonly string[] = []): Release[] => {
  const inOrder = releases.toSorted((a, b) => compareVersions(a.version, b.version))
  return inOrder.filter((release, index) => index === inOrder.length - 1 || !retired.includes(release.version))
}
