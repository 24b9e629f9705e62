import type { Plugin } from '@maidian/sdk-core'
import type { PageInstance } from '../hooks/hooks.ts'
import type { Mini } from '../mini.ts'

/**
 * `$page_view` each time a page comes into view, also when the app does, and `$page_leave` with the time it was. Before
 * the page's own `onShow` and behind its `onHide`, so that what a page tracks there lies between.
 */
export const pageViews =
  () =>
  ({ hooks }: Mini): Plugin => ({
    name: 'page-views',
    setup: tracker => {
      let inView: PageInstance | undefined
      let since = 0
      const leave = (page: PageInstance): void => {
        // A page that is left by going back is unloaded without being hidden, or after it.
        if (page !== inView) return
        inView = undefined
        tracker.track('$page_leave', { duration_ms: Math.max(0, Date.now() - since) })
      }
      hooks.on('onShow', page => {
        if (inView) leave(inView)
        inView = page
        since = Date.now()
        // What the page before said of itself is gone with it.
        tracker.registerPage({})
        tracker.track('$page_view')
      })
      hooks.on('onHide', leave)
      hooks.on('onUnload', leave)
    },
  })
