import type { PiiStore } from '../../model.ts'
import type { Say } from '../rule.ts'
import { fromTo } from '../shown.ts'
import type { PropertyDetector, PropertyFact } from './property-fact.ts'

type Privacy = { pii?: string | undefined; store?: PiiStore | undefined }

// A mask shows some characters in the clear, a hash none; nothing is less than either.
const STRENGTH = ['none', 'mask', 'hash', 'drop'] as const

/** Private data of which nothing is said is dropped. */
const kept = ({ pii, store }: Privacy): (typeof STRENGTH)[number] => (pii === undefined ? 'none' : (store ?? 'drop'))

/** Whether more or less is kept of something private. */
export const privacyFacts = (of: { what: Say; before: Privacy; after: Privacy }): PropertyFact[] => {
  const [old, now] = [kept(of.before), kept(of.after)]
  const difference = STRENGTH.indexOf(now) - STRENGTH.indexOf(old)
  const path = ['store']
  if (difference !== 0) {
    const [from, to] = [of.before, of.after].map(privacy => privacy.pii && `${privacy.pii}, ${kept(privacy)}`)
    return [{ rule: difference > 0 ? 'pii.raised' : 'pii.lowered', path, fact: fromTo(of.what, [from, to]) }]
  }
  if (of.before.pii === of.after.pii) return []
  return [{ rule: 'pii.kind_changed', path: ['pii'], fact: fromTo(of.what, [of.before.pii, of.after.pii]) }]
}

/** Whether a property is private, and what is kept of it. */
export const propertyPii: PropertyDetector = (before, after) =>
  privacyFacts({ what: { en: 'pii', zh: '隐私 pii' }, before, after })
