/**
 * The releases of a plan. A folder that holds none of that name is of a plan that was renamed, which has to be noticed:
 * then all count.
 */
export const releasesOf = <T extends { plan: string }>(plan: string, releases: readonly T[]): readonly T[] => {
  const own = releases.filter(release => release.plan === plan)
  return own.length > 0 ? own : releases
}
