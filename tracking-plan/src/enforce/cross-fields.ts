import { holds } from '../cross-field/holds.ts'
import { parseRule } from '../cross-field/parse-rule.ts'
import type { CrossFieldRule } from '../cross-field/rule.ts'
import type { Release } from '../model.ts'
import type { Judged } from './enforce.ts'
import { createResolve, type Known } from './resolve.ts'

/** The rules between properties that an event breaks, as flags: `prop.rule:value == sum(items.price * items.quantity)`. */
export type BrokenRules = (judged: Pick<Judged, 'event' | 'plan' | 'props'>) => string[]

const rulesOf = (release: Release): Map<string, CrossFieldRule[]> =>
  new Map(
    Object.values(release.events).flatMap(({ name, rules = [] }) => {
      const parsed = rules.map(parseRule).flatMap(one => (one.ok ? [one.rule] : []))
      return parsed.length > 0 ? [[name, parsed] as const] : []
    }),
  )

const NONE: string[] = []

/**
 * Judges rules between properties, by the release that an event names. They only ever flag, so they are judged after the
 * log, where nobody waits for an answer. Where a part is absent or no number, nothing is said.
 */
export const createBrokenRules = (known: Known): BrokenRules => {
  const resolve = createResolve(known)
  const byRelease = new WeakMap<Release, Map<string, CrossFieldRule[]>>()
  return ({ event, plan, props }) => {
    const release = resolve(plan)
    if (release === null || props === undefined) return NONE
    const rules = byRelease.get(release) ?? rulesOf(release)
    byRelease.set(release, rules)
    const own = rules.get(event)
    if (own === undefined) return NONE
    return own.filter(rule => holds(rule, props) === false).map(({ text }) => `prop.rule:${text}`)
  }
}
