import { NEXT, type Release } from '../model.ts'

/** The releases a collector knows, the newest first; `next` before them where the working tree counts. */
export type Known = { releases: readonly Release[]; next: Release | null }

export type Resolve = (stamp: string | undefined) => Release | null

const MAX_CACHED = 1000
const STAMP = /^([^@#]+)@([^@#]+)#([0-9a-f]+)$/

/** What judges events that name no release. */
export const latestOf = ({ releases, next }: Known): Release | null => next ?? releases[0] ?? null

/**
 * Finds the release that judges an event: exactly the one it names, by version and hash; the one that supersedes it;
 * else none. A page may be older than the working tree it was built from, so of `next` only the version counts.
 */
export const createResolve = (known: Known): Resolve => {
  const latest = latestOf(known)
  const byVersion = new Map(known.releases.map(release => [release.version, release]))
  if (known.next) byVersion.set(NEXT, known.next)
  const cache = new Map<string, Release | null>()

  const successor = (release: Release): Release | null => {
    let current: Release | undefined = release
    for (let steps = 0; current && steps < byVersion.size; steps++) {
      const next: string | undefined = latest?.supersedes[current.version]
      if (next === undefined) return current
      current = byVersion.get(next)
    }
    return null
  }
  const find = (stamp: string): Release | null => {
    const [, plan, version = '', hash] = STAMP.exec(stamp) ?? []
    const named = byVersion.get(version)
    if (!named || named.plan !== plan || (version !== NEXT && named.hash !== hash)) return null
    return successor(named)
  }
  // The events of a batch, and mostly all batches, name the same release.
  let last: { stamp: string; release: Release | null } | null = null
  const look = (stamp: string): Release | null => {
    const cached = cache.get(stamp)
    if (cached !== undefined) return cached
    const found = find(stamp)
    if (cache.size >= MAX_CACHED) cache.clear()
    cache.set(stamp, found)
    return found
  }
  return stamp => {
    if (stamp === undefined) return latest
    if (last?.stamp === stamp) return last.release
    const release = look(stamp)
    last = { stamp, release }
    return release
  }
}
