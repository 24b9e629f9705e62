import type { Plugin, Props } from '@maidian/sdk-core'
import { IGNORED, SENSITIVE } from './support/elements.ts'
import { pathPattern } from './support/path-pattern.ts'
import { safely } from './support/safely.ts'

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

type Reader = (element: Element) => unknown

const NAME = 'bindings'
const PRIVATE = `${IGNORED},${SENSITIVE}`

const readerOf = (value: string | { const: unknown }): Reader => {
  if (typeof value === 'object') return () => value.const
  const [, selector, what, number] = value.match(/^(.*)@([\w:-]+)(\|number)?$/)!
  if (selector) document.querySelector(selector)
  return element => {
    const source = selector ? (element.querySelector(selector) ?? element.closest(selector)) : element
    const isText = what === 'text'
    if (!source || source.closest(PRIVATE) || (isText && source.querySelector(PRIVATE))) return
    const text = isText ? source.textContent!.replace(/\s+/g, ' ').trim().slice(0, 100) : source.getAttribute(what!)
    // `¥1,299.00` is a price.
    return number ? Number.parseFloat(`${text}`.replace(/[^\d.-]/g, '')) : text
  }
}

/**
 * Tracking without code: events for what happens to elements, from a JSON such as
 *
 *     [{"selector": ".buy", "event": "add_to_cart", "plan": "shop@2026.11.2#9f31c0ab", "path": "/product/:id",
 *       "props": {"product_id": "@data-id", "price": ".price@text|number", "source": {"const": "list"}}}]
 *
 * A value is `@name`, an attribute of the element, or `@text`, its text; a selector before it names the first such
 * element inside, else around; `|number` behind it makes a number. What is not there is left out. What visitors
 * write or choose is never read, nor the text of an element with such a thing inside; `data-md-ignore` holds here too. A binding that cannot be understood is reported and does nothing.
 */
export const bindings = (list: Binding[]): Plugin => {
  let happened = (_type: string, _find: (selector: string) => Element | null | undefined): void => {}
  return {
    name: NAME,
    enrich: event => {
      // Once the page has had a moment to show itself.
      if (event.event === '$page_view') setTimeout(() => happened('view', one => document.querySelector(one)))
      return event
    },
    setup: host => {
      const rules = list.flatMap(({ selector, event, on = 'click', plan, props = {}, path = '*' }) => {
        try {
          document.querySelector(selector)
          const readers = Object.entries(props).map(([name, value]): [string, Reader] => [name, readerOf(value)])
          return [{ selector, event, on, plan, readers, fits: pathPattern(path) }]
        } catch (cause) {
          host.report({ code: 'plugin', message: `${NAME}: ${selector}`, cause })
          return []
        }
      })
      happened = safely(host, NAME, (type, find) => {
        for (const { selector, event, on, plan, readers, fits } of rules) {
          const element = on === type && fits.test(location.pathname) && find(selector)
          if (!element || element.closest(IGNORED)) continue
          const props: Props = {}
          for (const [name, read] of readers) {
            const value = read(element)
            if (value != null && !Number.isNaN(value)) props[name] = value
          }
          host.track({ event, plan, props })
        }
      })
      for (const type of ['click', 'submit', 'change']) {
        document.addEventListener(type, event => happened(type, one => (event.target as Element).closest?.(one)), true)
      }
    },
  }
}
