import type { Binding } from '../../model.ts'
import type { PlanRule } from '../rule.ts'
import { boundEvents } from '../support/bound.ts'

/** Without a path a binding holds on every page. */
const overlap = (a: Binding, b: Binding): boolean =>
  a.selector === b.selector && a.when === b.when && (a.path === b.path || a.path === undefined || b.path === undefined)

export const bindingTwice: PlanRule = {
  id: 'binding.twice',
  severity: 'error',
  say: 'one thing that happens is one event',
  check: ({ content }) =>
    boundEvents(content).flatMap(({ event: { name, bindings = [] }, binding, hit }) =>
      bindings.slice(0, bindings.indexOf(binding)).some(earlier => overlap(earlier, binding))
        ? [hit([], `each ${binding.when} would send ${name} twice: another binding says the same; keep one`)]
        : [],
    ),
}
