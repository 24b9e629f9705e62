import type { PiiStore, PlanContent } from '../model.ts'

/** What is kept of private values, by property name; `user` where user ids themselves are private. */
export type PiiRules = { properties: ReadonlyMap<string, PiiStore>; user: PiiStore | null }

/** The less is kept, the stricter. */
const STRICTNESS: readonly PiiStore[] = ['mask', 'hash', 'drop']

const stricter = (a: PiiStore | null | undefined, b: PiiStore): PiiStore =>
  a && STRICTNESS.indexOf(a) > STRICTNESS.indexOf(b) ? a : b

/**
 * The rules of several releases in one: a name that one of them calls private is private in every event, whatever
 * release the event was made by; where they differ the strictest holds.
 */
export const piiRules = (plans: readonly Pick<PlanContent, 'properties' | 'profile' | 'user'>[]): PiiRules => {
  const properties = new Map<string, PiiStore>()
  let user: PiiStore | null = null
  for (const plan of plans) {
    for (const { name, pii, store } of [...Object.values(plan.properties), ...Object.values(plan.profile)]) {
      if (pii !== undefined) properties.set(name, stricter(properties.get(name), store ?? 'drop'))
    }
    if (plan.user) user = stricter(user, plan.user.store)
  }
  return { properties, user }
}

/** True where a value has to be hashed, and a secret is needed. */
export const needsSecret = ({ properties, user }: PiiRules): boolean =>
  user === 'hash' || [...properties.values()].includes('hash')
