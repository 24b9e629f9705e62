export { type AnalyticsDeps, createAnalytics } from './app.ts'
export { ANALYTICS_ERRORS, AnalyticsError, type AnalyticsErrorCode } from './errors.ts'
export { type Caps, DEFAULT_CAPS } from './run.ts'
export { projectViews } from './views.ts'
