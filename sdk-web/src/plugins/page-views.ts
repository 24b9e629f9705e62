import type { Plugin } from '@maidian/sdk-core'
import { pathPattern } from './support/path-pattern.ts'

export type PageViewOptions = {
  /** Whether another `#fragment` is another page, as with hash routers. Default false. */
  hash?: boolean
  /** Kinds of pages, `/product/:id` or `/help/*`: the first that fits the path is the context's `pattern`. */
  patterns?: string[]
}

const VIEW = '$page_view'

type Navigate = typeof history.pushState

/**
 * Sends `$page_view` once the tracker has started and after each navigation within the page. The address decides: a
 * replaceState to the same one sends nothing. After the first navigation, `referrer` is the address before, and what
 * `registerPage` said of the page before is gone.
 */
export const pageViews = ({ hash = false, patterns = [] }: PageViewOptions = {}): Plugin => {
  const kinds = patterns.map(pattern => ({ pattern, fits: pathPattern(pattern) }))
  let viewed = ''
  let referrer: string | undefined
  let view = (): void => {}

  const address = (): string => (hash ? location.href : location.href.split('#')[0]!)

  return {
    name: 'page-views',
    enrich: event => {
      const { context } = event
      if (referrer) context.referrer = referrer
      const path = (hash && location.hash.slice(1)) || location.pathname
      const kind = kinds.find(({ fits }) => fits.test(path))
      if (kind) context.pattern = kind.pattern
      return event
    },
    // What happens on a page comes after its view, also in the moment between its address and its title.
    calling: name => {
      if (name !== VIEW) view()
    },
    setup: tracker => {
      view = () => {
        const now = address()
        if (now === viewed) return
        viewed = now
        tracker.track(VIEW)
      }
      // A page's start is not held up; routers set the title after the address, and redirect by a second call.
      const later = (): unknown => setTimeout(view)
      const navigated = (): void => {
        if (address() === viewed) return
        referrer = viewed
        // The page that is gone takes its properties along.
        tracker.registerPage({})
        later()
      }
      const wrap = (name: 'pushState' | 'replaceState'): void => {
        const original: Navigate = history[name]
        history[name] = function (this: History, ...args: Parameters<Navigate>) {
          original.apply(this, args)
          navigated()
        }
      }
      later()
      // Another hash says it, too.
      addEventListener('popstate', navigated)
      wrap('pushState')
      wrap('replaceState')
    },
  }
}
