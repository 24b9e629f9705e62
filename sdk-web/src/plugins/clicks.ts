import type { Plugin } from '@maidian/sdk-core'
import { IGNORED, nameOf, propsOf, SENSITIVE } from './support/elements.ts'
import { safely } from './support/safely.ts'
import { textOf } from './support/text.ts'

export type ClickOptions = {
  /** What is worth a click. Default: links, buttons and everything with `data-md`. */
  selector?: string
}

const PRIVATE = `${IGNORED},${SENSITIVE}`

/**
 * Sends `$click {element, text, target_url}` with the element's `data-md-props` for the innermost element around the
 * click that fits the selector. `target_url` is where an http link leads. Clicks on what visitors write or choose, and
 * on what `data-md-ignore` is on or around, are not sent.
 */
export const clicks = ({
  selector = 'a,button,[role=button],input[type=submit],input[type=button],[data-md]',
}: ClickOptions = {}): Plugin => ({
  name: 'clicks',
  setup: host => {
    // The capture phase: a page that stops the event does not hide it.
    document.addEventListener(
      'click',
      safely(host, 'clicks', (event: Event) => {
        // Also what is inside shadow roots, where the target would be their host.
        const path = (event.composedPath() as Element[]).filter(({ nodeType }) => nodeType === 1)
        const fits = (what: string): Element | undefined => path.find(one => one.matches(what))
        const element = fits(selector)
        if (!element || fits(PRIVATE)) return
        const { href } = (fits('a[href]') ?? {}) as { href?: unknown }
        const text = element.matches('input') ? (element as HTMLInputElement).value.slice(0, 100) : textOf(element)
        host.track('$click', {
          element: nameOf(element),
          text: text || undefined,
          // No phone numbers, no mail addresses.
          target_url: /^https?:/.test(href as string) ? href : undefined,
          ...propsOf(host, element),
        })
      }),
      true,
    )
  },
})
