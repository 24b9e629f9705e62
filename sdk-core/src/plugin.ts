import type { Tracker } from './client.ts'
import type { CapturedEvent, TrackedEvent } from './event.ts'
import type { Identity } from './identity.ts'
import type { EventRemark, Facts } from './platform.ts'
import type { Report } from './problem.ts'
import type { Session } from './session.ts'

/** What a plugin gets: the tracker, and what lies under it. */
export type Host = Tracker & {
  /** Values that persist, under names of the plugin's own. Only from `ready` on: before consent nothing is stored or read. */
  facts: Facts
  /** Who the next event will belong to; the same holds for these. `who.ts` has what is mostly wanted of them. */
  identity: Identity
  session: Session
  /** Names of what has begun since the last event, and is told before it. */
  begun: Set<string>
  /** Tells the page's `onError`. */
  report: Report
}

/** What adds to a tracker from outside. Whatever it throws is reported and ends nothing. */
export type Plugin = {
  name: string
  /** Called once, when the tracker can be called. What it tracks before consent is held with everything else. */
  setup?(host: Host): void
  /** Called once consent is given, at once where it already is: from here on the plugin may store. */
  ready?(host: Host): void
  /** Told of each call before its event gets a time: what the plugin sends here comes first. */
  calling?(name: string): void
  /** Sees every event at the moment of its call; returns it, changed or not, or null to drop it. */
  enrich?(event: CapturedEvent): CapturedEvent | null
  /** Told of each event that has joined the queue. */
  queued?(event: TrackedEvent): void
  /** Told of events that were acknowledged; `remarks` has those that were not plainly accepted, with `debug` all. */
  answered?(remarks: EventRemark[]): void
}
