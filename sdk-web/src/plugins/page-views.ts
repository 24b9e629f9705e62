import type { Plugin } from '@maidian/sdk-core'

export type PageViewOptions = {
  /** Whether another `#fragment` is another page, as with hash routers. Default false. */
  hash?: boolean
}

const VIEW = '$page_view'

type Navigate = typeof history.pushState

/**
 * Sends `$page_view` when the tracker starts and after each navigation within the page. The address decides: a
 * replaceState to the same one sends nothing. After the first navigation, `referrer` is the address before.
 */
export const pageViews = ({ hash = false }: PageViewOptions = {}): Plugin => {
  let viewed = ''
  let referrer: string | undefined
  let view = (): void => {}

  const address = (): string => (hash ? location.href : (location.href.split('#')[0] ?? ''))

  return {
    name: 'page-views',
    enrich: event => {
      if (referrer !== undefined) event.context.referrer = referrer
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
      const navigated = (): void => {
        if (address() === viewed) return
        referrer = viewed
        // Routers set the title after the address, and redirect by a second call: both are done a task later.
        setTimeout(() => view())
      }
      const wrap = (name: 'pushState' | 'replaceState'): void => {
        const original: Navigate = history[name]
        history[name] = function (this: History, ...args: Parameters<Navigate>) {
          original.apply(this, args)
          navigated()
        }
      }
      view()
      addEventListener('popstate', navigated)
      if (hash) addEventListener('hashchange', navigated)
      wrap('pushState')
      wrap('replaceState')
    },
  }
}
