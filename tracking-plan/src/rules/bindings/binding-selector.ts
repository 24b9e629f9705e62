import type { PlanRule } from '../rule.ts'
import { boundEvents, selectorsOf } from '../support/bound.ts'
import { selectorComplaint } from '../support/selector.ts'

export const bindingSelector: PlanRule = {
  id: 'binding.selector',
  severity: 'error',
  say: 'the selectors of a binding are CSS',
  check: ({ content }) =>
    boundEvents(content).flatMap(({ binding, hit }) =>
      selectorsOf(binding).flatMap(({ selector, path }) => {
        const why = selectorComplaint(selector)
        return why === null ? [] : [hit(path, `${selector.slice(0, 80)} is no CSS selector: ${why}`)]
      }),
    ),
}
