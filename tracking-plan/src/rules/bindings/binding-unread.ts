import type { PlanRule } from '../rule.ts'
import { boundEvents, readingsOf } from '../support/bound.ts'
import { fieldNamed } from '../support/selector.ts'

export const bindingUnread: PlanRule = {
  id: 'binding.unread',
  severity: 'warning',
  say: 'a binding reads no fields: what visitors write or choose is private',
  check: ({ content }) =>
    boundEvents(content).flatMap(({ binding, hit }) =>
      readingsOf(binding).flatMap(({ name, reading: { selector } }) => {
        const field = fieldNamed(selector === '' ? binding.selector : selector)
        if (field === null) return []
        const message = `nothing of ${field} elements is ever read, since visitors write or choose there: ${name} stays empty; read another element`
        return [hit(['props', name], message)]
      }),
    ),
}
