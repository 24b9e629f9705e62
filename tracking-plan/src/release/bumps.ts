import { type Finding, worstOf } from '../diff/finding.ts'
import { changesEvents } from '../diff/rule.ts'
import { DIFF_RULES } from '../diff/rules.ts'
import { own } from '../diff/same.ts'
import type { PlanContent } from '../model.ts'

/** An event's version before and after a release; `from` is null for an event that is new. */
export type Bump = { from: string | null; to: string; bump: 'new' | 'major' | 'minor' | 'none' }

const FIRST = '1.0'

const bumpFor = (findings: readonly Finding[]): 'major' | 'minor' | 'none' => {
  if (findings.some(finding => worstOf(finding) === 'breaks')) return 'major'
  return findings.some(({ rule }) => changesEvents(DIFF_RULES[rule])) ? 'minor' : 'none'
}

const raised = (from: string, bump: 'major' | 'minor' | 'none'): string => {
  const [major = 1, minor = 0] = from.split('.').map(Number)
  if (bump === 'none') return from
  return bump === 'major' ? `${major + 1}.0` : `${major}.${minor + 1}`
}

/** The version that every event of a plan gets, from what was found against the latest release. */
export const bumpsOf = (of: {
  content: PlanContent
  latest: PlanContent | undefined
  findings: readonly Finding[]
}): Record<string, Bump> => {
  const bumps = Object.values(of.content.events).map((event): [string, Bump] => {
    const known = of.latest?.events ?? {}
    const former = own(known, event.name) ?? own(known, event.renamed_from ?? '')
    if (!former) return [event.name, { from: null, to: FIRST, bump: 'new' }]
    const bump = bumpFor(of.findings.filter(({ events }) => events.includes(event.name)))
    const from = former.version ?? FIRST
    return [event.name, { from, to: raised(from, bump), bump }]
  })
  return Object.fromEntries(bumps)
}
