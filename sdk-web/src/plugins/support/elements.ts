import type { Host, Props } from '@maidian/sdk-core'

/**
 * How markup speaks to plugins:
 *
 * - `data-md="name"` names an element
 * - `data-md-props='{"product_id":"p-1"}'` adds properties
 * - `data-md-ignore` on it or around it: neither tracked nor read
 */
export const IGNORED = '[data-md-ignore]'

/** What visitors write or choose: neither it nor anything inside is read. */
export const SENSITIVE =
  'input:not([type=button]):not([type=submit]),textarea,select,[contenteditable]:not([contenteditable=false])'

/** Names and texts end here, in characters. */
const MOST = 100

/** Whether the element or anything around it fits the selector, also outside of its shadow root. */
export const within = (element: Element, selector: string): boolean => {
  const { host } = element.getRootNode() as Partial<ShadowRoot>
  return !!element.closest(selector) || (!!host && within(host, selector))
}

/**
 * The name given, else `data-md`, else the id, else tag and first class, `button.buy`. Not `form.id`, which may be the form's field of that
 * name, and not `className`, which is no string in an SVG.
 */
export const nameOf = (element: Element, given?: string | null): string => {
  const [first] = element.classList
  const path = element.localName + (first ? `.${first}` : '')
  return (given || element.getAttribute('data-md') || element.getAttribute('id') || path).slice(0, MOST)
}

/** `data-md-props`; what is no JSON object is reported and left out. */
export const propsOf = (host: Host, element: Element): Props => {
  const json = element.getAttribute('data-md-props') ?? '{}'
  try {
    // A list or a text would become properties called 0, 1, 2.
    if (/^\s*{/.test(json)) return JSON.parse(json)
  } catch {}
  host.report('property', `data-md-props of ${nameOf(element)}`)
  return {}
}
