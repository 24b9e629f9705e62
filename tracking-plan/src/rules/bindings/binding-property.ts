import type { PlanRule } from '../rule.ts'
import { boundEvents } from '../support/bound.ts'
import { createHints } from '../support/hints.ts'
import { usesOf } from '../support/uses.ts'

export const bindingProperty: PlanRule = {
  id: 'binding.property',
  severity: 'error',
  say: 'a binding fills properties of its event',
  check: ({ content }) => {
    const didYouMean = createHints()
    return boundEvents(content).flatMap(({ event, binding, hit }) => {
      const known = [...usesOf(event).map(({ name }) => name), ...(content.every_event.web ?? [])]
      return Object.keys(binding.props)
        .filter(name => !known.includes(name))
        .map(name => hit(['props', name], `${event.name} has no property ${name}${didYouMean(name, known)}`))
    })
  },
}
