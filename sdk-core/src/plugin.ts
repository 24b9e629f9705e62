import type { Tracker } from './client.ts'
import type { TrackedEvent } from './event.ts'

/** What adds to a tracker from outside. Whatever it throws is reported and ends nothing. */
export type Plugin = {
  name: string
  /** Called once, when the tracker is ready. */
  setup?(tracker: Tracker): void
  /** Told of each call before its event gets a time: what the plugin sends here comes first. */
  calling?(name: string): void
  /** Sees every event before `beforeSend`; returns it, changed or not, or null to drop it. */
  enrich?(event: TrackedEvent): TrackedEvent | null
}
