import type { Plans } from '../plans.ts'
import type { Effect } from '../rule.ts'
import { own } from '../same.ts'

/**
 * What a client meets that sends a property which is no longer planned. Without a word of the event the project's
 * `unplanned.props` decides; whatever it says is a violation.
 */
export const strictnessOf = (plans: Plans, events: readonly string[]): Effect => {
  const allowed = events.every(name => own(plans.after.events, name)?.extra === 'allow')
  return allowed ? 'safe' : 'breaks'
}
