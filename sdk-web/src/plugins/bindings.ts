import type { Host, Plugin, Props } from '@maidian/sdk-core'
import { IGNORED, SENSITIVE } from './support/elements.ts'
import { pathPattern } from './support/path-pattern.ts'
import { textOf } from './support/text.ts'

export type Binding = {
  /** Which elements, as CSS says it. */
  selector: string
  event: string
  /** What has to happen to one, or within it; `view`: a page is viewed that has one. Default `click`. */
  on?: 'click' | 'submit' | 'change' | 'view'
  /** `name@version#hash` of the plan that the binding was made from. */
  plan?: string
  /** Property → where its value is, or `{const}`. */
  props?: Record<string, string | { const: unknown }>
  /** Only on these pages: `/product/:id`, `/help/*`. */
  path?: string
}

const PRIVATE = `${IGNORED},${SENSITIVE}`

/** What the plan says of where a value is, found from the element; null where it is not. */
const valueAt = (element: Element, value: string | { const: unknown }): unknown => {
  if (typeof value === 'object') return value.const
  const [, selector, what, number] = value.match(/(.*)@([^|]+)(.*)/)!
  const source = selector ? (element.querySelector(selector) ?? element.closest(selector)) : element
  if (!source || source.closest(PRIVATE)) return null
  const text = what === 'text' ? textOf(source) : source.getAttribute(what!)
  // `¥1,299.00` is a price.
  return number ? Number.parseFloat(`${text}`.replace(/[^\d.-]/g, '')) : text
}

/**
 * Tracking without code: events for what happens to elements, from a JSON such as
 *
 *     [{"selector": ".buy", "event": "add_to_cart", "plan": "shop@2026.11.2#9f31c0ab", "path": "/product/:id",
 *       "props": {"product_id": "@data-id", "price": ".price@text|number", "source": {"const": "list"}}}]
 *
 * A value is `@name`, an attribute of the element, or `@text`, its text; a selector before it names the first such
 * element inside, else around; `|number` behind it makes a number. What is not there is left out. What visitors
 * write or choose is never read, nor is it in the text of what is around it; `data-md-ignore` holds here too. A binding that cannot be understood does nothing, and is reported each time.
 */
export const bindings = (list: Binding[]): Plugin => {
  let host: Host
  const happened = (type: string, find: (selector: string) => Element | null | undefined): void => {
    for (const { selector, event, on = 'click', plan, props = {}, path = '*' } of list) {
      try {
        const element = on === type && pathPattern(path).test(location.pathname) && find(selector)
        if (!element || element.closest(IGNORED)) continue
        const read: Props = {}
        for (const name of Object.keys(props)) {
          const value = valueAt(element, props[name]!)
          if (value != null && !Number.isNaN(value)) read[name] = value
        }
        host.track({ event, plan, props: read })
      } catch (cause) {
        host.report('plugin', `bindings: ${selector}`, cause)
      }
    }
  }
  return {
    name: 'bindings',
    enrich: event => {
      // Once the page has had a moment to show itself.
      if (event.event === '$page_view') setTimeout(() => happened('view', one => document.querySelector(one)))
      return event
    },
    setup: given => {
      host = given
      for (const type of ['click', 'submit', 'change']) {
        addEventListener(type, event => happened(type, one => (event.target as Element).closest?.(one)), true)
      }
    },
  }
}
