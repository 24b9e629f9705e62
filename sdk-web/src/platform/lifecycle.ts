import type { Lifecycle } from '@maidian/sdk-core'

/**
 * Hidden or left, seen again, online. Phones kill hidden tabs without a further word, and Safari leaves pages
 * without hiding them: so both visibilitychange and pagehide. Never `unload`: it bars pages from the bfcache.
 */
export const lifecycle: Lifecycle = tell => {
  addEventListener('visibilitychange', () => tell(document.visibilityState === 'hidden' ? 'hide' : 'flush'))
  addEventListener('pagehide', () => tell('hide'))
  addEventListener('pageshow', ({ persisted }) => {
    // Each load says pageshow too; what counts is the return from the bfcache.
    if (persisted) tell('flush')
  })
  addEventListener('online', () => tell('online'))
}
