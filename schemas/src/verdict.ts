import * as z from 'zod'

/**
 * What the collector thinks of an event. `accepted`, `flagged` and `quarantined` are durable once
 * acknowledged; `blocked` is a refusal and is counted by reason only.
 */
export const Verdict = z.enum(['accepted', 'flagged', 'quarantined', 'blocked'])
export type Verdict = z.infer<typeof Verdict>

/** Why an event was not plainly accepted: a stable rule id, where in the event, and what to write instead. */
export const Reason = z.object({ rule: z.string(), path: z.string(), message: z.string() })
export type Reason = z.infer<typeof Reason>

export const EventVerdict = z.object({
  index: z.int().min(0),
  /** As sent; empty where the client sent none that can be read. */
  id: z.string(),
  verdict: Verdict,
  reasons: z.array(Reason),
})
export type EventVerdict = z.infer<typeof EventVerdict>

/** The 200 answer of `POST /v1/events`. */
export const BatchReply = z.object({ events: z.array(EventVerdict) })
export type BatchReply = z.infer<typeof BatchReply>
