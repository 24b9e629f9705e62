import * as z from 'zod'
import { Reason, Verdict } from './verdict.ts'

/** Events that one replay request may hold. */
export const MAX_REPLAY_EVENTS = 500

/** A live row of `quarantine`, as a replay needs it: its id, its raw bytes and where and when it was received. */
export const ReplayRow = z.strictObject({
  event_id: z.uuid(),
  raw: z.string(),
  source: z.string(),
  /** ms since 1970. */
  received: z.int(),
  /** What the collector knew of the batch, JSON; empty of rows that were written before it was kept. */
  header: z.string(),
})
export type ReplayRow = z.infer<typeof ReplayRow>

/** `POST /api/v1/replay`. `run` names the replay in the log; `dry`: only say what would become of the events. */
export const ReplayRequest = z.strictObject({
  project: z.string(),
  run: z.string().min(1).max(64),
  dry: z.boolean(),
  events: z.array(ReplayRow).min(1).max(MAX_REPLAY_EVENTS),
})
export type ReplayRequest = z.infer<typeof ReplayRequest>

/** What today's plan says of an event. `accepted` and `flagged` go into the log once more; the others stay where they are. */
export const ReplayedEvent = z.object({ event_id: z.uuid(), verdict: Verdict, reasons: z.array(Reason) })
export type ReplayedEvent = z.infer<typeof ReplayedEvent>

export const ReplayAnswer = z.object({ events: z.array(ReplayedEvent) })
export type ReplayAnswer = z.infer<typeof ReplayAnswer>
