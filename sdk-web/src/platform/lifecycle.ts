import type { Lifecycle, Unsubscribe } from '@maidian/sdk-core'

const on = (target: EventTarget, type: string, listener: (event: Event) => void): Unsubscribe => {
  target.addEventListener(type, listener)
  return () => target.removeEventListener(type, listener)
}

const both =
  (...ends: Unsubscribe[]): Unsubscribe =>
  () => {
    for (const end of ends) end()
  }

/**
 * Hidden or left, seen again, online. Phones kill hidden tabs without a further word, and Safari leaves pages
 * without hiding them: so both visibilitychange and pagehide. Never `unload`: it bars pages from the bfcache.
 */
export const createLifecycle = (): Lifecycle => {
  const seen = (state: DocumentVisibilityState, listener: () => void): Unsubscribe =>
    on(document, 'visibilitychange', () => {
      if (document.visibilityState === state) listener()
    })
  return {
    onHide: listener => both(seen('hidden', listener), on(window, 'pagehide', listener)),
    onShow: listener =>
      both(
        seen('visible', listener),
        on(window, 'pageshow', event => {
          // Each load says pageshow too; what counts is the return from the bfcache.
          if ((event as PageTransitionEvent).persisted) listener()
        }),
      ),
    onOnline: listener => on(window, 'online', listener),
  }
}
