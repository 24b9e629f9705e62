export type {
  App,
  Context,
  EventMap,
  EventRemark,
  Limits,
  PlannedEvent,
  Problem,
  Props,
  TrackedEvent,
  Tracker,
} from '@maidian/sdk-core'
export { withProfile, withTimers } from '@maidian/sdk-core'
export type { MiniConfig } from './create-tracker.ts'
export type { MiniPlugin } from './mini.ts'
export { clicks } from './plugins/clicks.ts'
export { type ExposureOptions, exposure } from './plugins/exposure.ts'
export { gestures } from './plugins/gestures.ts'
export { type LifeCycleOptions, lifeCycle } from './plugins/life-cycle.ts'
export { pageViews } from './plugins/page-views.ts'
export { type ShareOptions, shares } from './plugins/shares.ts'
export { type WebView, webView } from './plugins/web-view.ts'
