import { describe, expect, test } from 'vitest'
import { diffPlans } from './diff-plans.ts'
import type { Rule } from './rule.ts'
import { DIFF_RULES, type DiffRuleId } from './rules.ts'
import { CONSTRAINT_CASES } from './testing/cases/constraints.ts'
import { EVENT_CASES } from './testing/cases/events.ts'
import { PROPERTY_CASES } from './testing/cases/properties.ts'
import { SOURCE_CASES } from './testing/cases/sources.ts'
import { TYPE_CASES } from './testing/cases/types.ts'
import { VALUE_CASES } from './testing/cases/values.ts'
import { WAIVER_CASES } from './testing/cases/waivers.ts'
import { EFFECT_OF } from './testing/rule-case.ts'
import { shopPlan } from './testing/shop-plan.ts'

const CASES = [
  ...EVENT_CASES,
  ...SOURCE_CASES,
  ...PROPERTY_CASES,
  ...TYPE_CASES,
  ...CONSTRAINT_CASES,
  ...VALUE_CASES,
  ...WAIVER_CASES,
]
const RULES: [DiffRuleId, Rule][] = Object.entries(DIFF_RULES) as [DiffRuleId, Rule][]

describe('each row of the table', () => {
  test.each(CASES)(
    '$rule on $of is $pa',
    ({ rule, pa, of, events, base, edit, also = [], says = [], changes = [] }) => {
      const findings = diffPlans({ before: shopPlan(base), after: shopPlan(base, edit), changes, today: '2026-11-05' })
      expect([...new Set(findings.map(finding => finding.rule))].sort()).toEqual([rule, ...also].sort())

      const finding = findings.find(candidate => candidate.rule === rule && candidate.subject === of)
      expect(finding).toBeDefined()
      const [clients, queries] = [...pa].map(mark => EFFECT_OF[mark as keyof typeof EFFECT_OF])
      expect(finding).toMatchObject({ clients, queries })
      expect(finding!.events).toEqual(events)
      expect(finding!.message).toMatch(new RegExp(`^${of.replaceAll(/[.$]/g, '\\$&')}: `))
      for (const words of says) expect(finding!.message).toContain(words)
      expect(finding!.zh).toMatch(/\p{Script=Han}/u)
    },
  )
})

test('every rule has a case; those of a release have theirs beside the release', () => {
  const tested = new Set(CASES.map(({ rule }) => rule))
  const missing = RULES.filter(([id, { category }]) => category !== 'release' && !tested.has(id)).map(([id]) => id)
  expect(missing).toEqual([])
})

test('every rule says what happened in both languages, and what to do instead where something may break', () => {
  for (const [id, { clients, queries, say, instead }] of RULES) {
    expect(say.en, id).not.toBe('')
    expect(say.zh, id).toMatch(/\p{Script=Han}/u)
    if (clients === 'safe' && queries === 'safe') continue
    expect(instead?.en, id).toBeTruthy()
    expect(instead?.zh, id).toMatch(/\p{Script=Han}/u)
  }
})

test('the same plan has no findings', () => {
  expect(diffPlans({ before: shopPlan(), after: shopPlan(), changes: [], today: '2026-11-05' })).toEqual([])
})
