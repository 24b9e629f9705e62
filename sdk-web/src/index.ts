import {
  createClient,
  createInertTracker,
  type EventMap,
  type Props,
  type Tracker,
  type TrackerConfig,
} from '@maidian/sdk-core'
import { createWebPlatform } from './platform/web-platform.ts'

export type {
  App,
  Context,
  EventMap,
  EventRemark,
  Limits,
  PlannedEvent,
  Plugin,
  Problem,
  Props,
  TrackedEvent,
  Tracker,
  TrackerConfig,
} from '@maidian/sdk-core'
export { type PageViewOptions, pageViews } from './plugins/page-views.ts'

/**
 * A tracker for this page; never throws. `Events` maps event names to their properties, as the plan's
 * generated types do. Where there is no page (server rendering) the tracker does nothing.
 */
export const createTracker = <Events extends EventMap<Events> = Record<string, Props>>(
  config: TrackerConfig,
): Tracker<Events> =>
  typeof document === 'undefined' ? createInertTracker<Events>() : createClient<Events>(config, createWebPlatform)
