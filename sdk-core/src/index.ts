export type { Dropped, WireBatch } from './batch.ts'
export { createClient, createInertTracker, type EventMap, type Tracker } from './client.ts'
export type { Limits, TrackerConfig } from './config.ts'
export type { Consent } from './consent.ts'
export type { App, CapturedEvent, Context, Props, TrackedEvent, WireEvent } from './event.ts'
export { leaseLock } from './lease.ts'
export type {
  Answer,
  Clock,
  ContextSource,
  EventRemark,
  Facts,
  Later,
  Lifecycle,
  Lock,
  Outcome,
  Platform,
  Request,
  Storage,
  Transport,
  Unsubscribe,
} from './platform.ts'
export type { Host, Plugin, Who } from './plugin.ts'
export type { Problem, Report } from './problem.ts'
export type { PlannedEvent } from './recorder.ts'
export { outcomeOf } from './retry.ts'
