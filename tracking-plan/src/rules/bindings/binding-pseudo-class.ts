import type { PlanRule } from '../rule.ts'
import { boundEvents, selectorsOf } from '../support/bound.ts'
import { strangePseudoClass } from '../support/selector.ts'

export const bindingPseudoClass: PlanRule = {
  id: 'binding.pseudo_class',
  // What is newer than the list of the parser may be known to browsers.
  severity: 'warning',
  say: 'the pseudo-classes of a selector are those of CSS, and not of jQuery',
  check: ({ content }) =>
    boundEvents(content).flatMap(({ binding, hit }) =>
      selectorsOf(binding).flatMap(({ selector, path }) => {
        const strange = strangePseudoClass(selector)
        if (strange === null) return []
        const escaped = selector.slice(0, 80).replace(`:${strange}`, `\\:${strange}`)
        const message = `CSS has no :${strange}, and a selector that a browser does not know tracks nothing; write a class, or ${escaped} where : is part of a name`
        return [hit(path, message)]
      }),
    ),
}
