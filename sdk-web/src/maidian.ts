/** What the script tag gets as `Maidian`: the tracker with the plugins that every page wants. */
export { createTracker } from './index.ts'
export { pageViews } from './plugins/page-views.ts'
