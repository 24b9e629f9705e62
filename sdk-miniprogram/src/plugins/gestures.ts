import type { Plugin } from '@maidian/sdk-core'
import type { Mini } from '../mini.ts'

/** `$pull_down` when a user refreshes a page, `$tab_click` when they tap the tab that they are on. */
export const gestures =
  () =>
  ({ hooks }: Mini): Plugin => ({
    name: 'gestures',
    setup: tracker => {
      hooks.on('onPullDownRefresh', () => tracker.track('$pull_down'))
      hooks.on('onTabItemTap', () => tracker.track('$tab_click'))
    },
  })
