import { type Reading, readValue } from '../../bindings/read-value.ts'
import type { Binding, PlanContent, PlanEvent, Property } from '../../model.ts'
import type { PlanHit } from '../rule.ts'

/** A binding of an event that is not removed; `hit` tells something about it, or about what stands inside. */
export type Bound = {
  event: PlanEvent
  binding: Binding
  hit: (path: (string | number)[], message: string) => PlanHit
}

export const boundEvents = ({ events }: PlanContent): Bound[] =>
  Object.values(events)
    .filter(({ status }) => status !== 'removed')
    .flatMap(event =>
      (event.bindings ?? []).map((binding, i) => ({
        event,
        binding,
        hit: (path, message) => ({ subject: `event:${event.name}`, path: ['bindings', i, ...path], message }),
      })),
    )

/** The entry of the dictionary for a name that a binding has; names such as `constructor` are nobody's. */
export const boundProperty = ({ properties }: PlanContent, name: string): Property | undefined =>
  Object.hasOwn(properties, name) ? properties[name] : undefined

/** The values of a binding that stand in the page, as far as they can be read. */
export const readingsOf = ({ props }: Binding): { name: string; text: string; reading: Reading }[] =>
  Object.entries(props).flatMap(([name, text]) => {
    const reading = typeof text === 'string' ? readValue(text) : null
    return reading && typeof text === 'string' ? [{ name, text, reading }] : []
  })

/** The selectors of a binding, each with where it stands. */
export const selectorsOf = (binding: Binding): { selector: string; path: string[] }[] => [
  { selector: binding.selector, path: ['selector'] },
  ...readingsOf(binding).flatMap(({ name, reading: { selector } }) =>
    selector === '' ? [] : [{ selector, path: ['props', name] }],
  ),
]
