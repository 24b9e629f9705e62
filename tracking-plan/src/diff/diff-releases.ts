import type { PlanContent } from '../model.ts'
import { comparePlans } from './compare-plans.ts'
import { type Answers, settle } from './diff-plans.ts'
import type { Finding } from './finding.ts'

type Released = PlanContent & { version: string }

const keyOf = ({ rule, what, clients, queries }: Finding): string => JSON.stringify([rule, what.en, clients, queries])

/**
 * What differs between every live release and a plan. `live` is in order, the latest last; each finding names the
 * releases it was found against. What the latest release already has, against an older one, is settled: it was waived
 * or answered then, in a change file that is gone.
 */
export const diffReleases = (of: { live: readonly Released[]; after: PlanContent } & Answers): Finding[] => {
  const { live, after } = of
  const latest = live.at(-1)
  const found = new Map<string, Finding>()
  for (const [index, before] of live.entries()) {
    const between = live.slice(index + 1)
    const settled =
      before === latest || latest === undefined
        ? new Set<string>()
        : new Set(comparePlans({ before, after: latest, between: between.slice(0, -1) }).map(keyOf))
    for (const finding of comparePlans({ before, after, between })) {
      const isSettled = settled.has(keyOf(finding))
      const key = JSON.stringify([keyOf(finding), isSettled])
      const known = found.get(key)
      found.set(key, {
        ...finding,
        events: [...new Set([...(known?.events ?? []), ...finding.events])],
        versions: [...new Set([...(known?.versions ?? []), before.version])],
        ...(isSettled ? { settled: true as const } : {}),
      })
    }
  }
  return settle([...found.values()], of)
}
