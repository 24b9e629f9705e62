import type { EventMap, Props, Tracker } from '@maidian/sdk-core'
import { createTrackerOn, type MiniConfig } from './create-tracker.ts'
import type { Host } from './host.ts'

/** `createTracker` of one host. */
export type CreateTracker = <Events extends EventMap<Events> = Record<string, Props>>(
  config: MiniConfig,
) => Tracker<Events>

export const bound =
  (host: () => Host): CreateTracker =>
  config =>
    createTrackerOn(host, config)
