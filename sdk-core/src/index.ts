export { attempt } from './attempt.ts'
export type { Dropped, WireBatch } from './batch.ts'
export { createClient, createInertTracker, type EventMap, type Tracker } from './client.ts'
export type { Limits, TrackerConfig } from './config.ts'
export type { Consent } from './consent.ts'
export type { App, CapturedEvent, Context, Props, TrackedEvent, WireEvent } from './event.ts'
export { type Handover, LINK_MARK, linkTo, unlinked } from './link.ts'
export type {
  Answer,
  Clock,
  ContextSource,
  EventRemark,
  Facts,
  Lifecycle,
  Lock,
  Moment,
  Platform,
  Request,
  Storage,
  Transport,
} from './platform.ts'
export type { Host, Plugin } from './plugin.ts'
export { createReport, messageOf, type Problem, type Report } from './problem.ts'
export { type Profile, withProfile } from './profile.ts'
export type { PlannedEvent } from './recorder.ts'
export { type Timers, withTimers } from './timers.ts'
export { adopt, type Who, whoIs } from './who.ts'
