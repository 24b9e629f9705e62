import type { PlanRule } from '../rule.ts'
import { boundEvents } from '../support/bound.ts'

export const bindingSource: PlanRule = {
  id: 'binding.source',
  severity: 'error',
  say: 'an event with bindings is one that web pages send',
  check: ({ content }) =>
    boundEvents(content).flatMap(({ event: { name, sources }, hit }) =>
      sources.web === undefined
        ? [
            hit(
              [],
              `bindings are for web pages, which do not send ${name}; write web: true in sources:, or leave them out`,
            ),
          ]
        : [],
    ),
}
