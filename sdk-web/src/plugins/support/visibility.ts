import type { Host } from '@maidian/sdk-core'
import { safely } from './safely.ts'

/** Whether the visitor may see the page. */
export const isVisible = (): boolean => document.visibilityState !== 'hidden'

/**
 * Calls `show` and `hide` when the page comes into view or goes, each perhaps more than once for one change: Safari
 * leaves pages without hiding them, and pages return from the bfcache.
 */
export const onVisibility = (host: Host, plugin: string, show: () => void, hide: () => void): void => {
  const changed = safely(host, plugin, () => (isVisible() ? show() : hide()))
  document.addEventListener('visibilitychange', changed)
  addEventListener('pageshow', changed)
  addEventListener('pagehide', safely(host, plugin, hide))
}
