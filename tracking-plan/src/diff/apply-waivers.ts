import type { Change } from '../model.ts'
import { type Finding, toFinding, worstOf } from './finding.ts'
import type { Rule } from './rule.ts'
import { DIFF_RULES, type DiffRuleId } from './rules.ts'

type Waiver = Change['waivers'][number] & { slug: string; index: number }

const isWaivable = (id: string): boolean => {
  const rules: Record<string, Rule> = DIFF_RULES
  return !Object.hasOwn(rules, id) || rules[id]!.waivable !== false
}

const covers = ({ rule, of }: Waiver, finding: Finding): boolean =>
  finding.rule === rule && finding.subject === of && worstOf(finding) === 'breaks' && !finding.settled

/** Dates of the form YYYY-MM-DD sort as texts; a waiver holds through its last day. */
const hasRunOut = ({ until }: Waiver, today: string): boolean => until < today

const report = (rule: DiffRuleId, waiver: Waiver): Finding =>
  toFinding({
    rule,
    subject: waiver.of,
    at: { subject: `change:${waiver.slug}`, path: ['waivers', waiver.index] },
    events: [],
    fact: {
      en: `waiver of ${waiver.rule} until ${waiver.until} in changes/${waiver.slug} (${waiver.reason})`,
      zh: `changes/${waiver.slug} 中对 ${waiver.rule} 的豁免，有效期至 ${waiver.until}（${waiver.reason}）`,
    },
  })

/** Marks what waivers let pass, and reports waivers that have run out, waive nothing, or try what is not allowed. */
export const applyWaivers = (
  findings: readonly Finding[],
  { changes, today }: { changes: readonly Change[]; today: string },
): Finding[] => {
  const waivers = changes.flatMap(({ slug, waivers }) => waivers.map((waiver, index) => ({ ...waiver, slug, index })))
  const holding = waivers.filter(waiver => isWaivable(waiver.rule) && !hasRunOut(waiver, today))
  const marked = findings.map(finding => {
    const waiver = holding.find(candidate => covers(candidate, finding))
    return waiver ? { ...finding, waived: { reason: waiver.reason, until: waiver.until } } : finding
  })
  const reports = waivers.flatMap(waiver => {
    if (!isWaivable(waiver.rule)) return [report('waiver.not_allowed', waiver)]
    const used = findings.some(finding => covers(waiver, finding))
    if (!used) return [report('waiver.unused', waiver)]
    return hasRunOut(waiver, today) ? [report('waiver.expired', waiver)] : []
  })
  return [...marked, ...reports]
}
