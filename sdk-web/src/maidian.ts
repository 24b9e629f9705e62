import { pageViews } from './plugins/page-views.ts'
import { takeOver } from './script/take-over.ts'

/** What the script tag gets as `Maidian`: the tracker with the plugin that every page wants. */
export { createTracker } from './index.ts'
export { pageViews }

takeOver({ pageViews })
