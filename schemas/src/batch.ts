import * as z from 'zod'
import type { Context, Event } from './event.ts'

/** Events a batch may hold. More is answered 413. */
export const MAX_BATCH_EVENTS = 1000

/** Bytes of a batch after decompression. More is answered 413. */
export const MAX_BATCH_BYTES = 512 * 1024

/** What an SDK had to drop: cumulative per stream and reason, so the store keeps the maximum. */
export const Dropped = z.object({
  stream: z.string().min(1).max(64),
  reason: z.string().min(1).max(64),
  n: z.int().min(0),
})
export type Dropped = z.infer<typeof Dropped>

/**
 * The envelope of a batch, as the collector reads it: enough to know that the batch can be taken apart.
 * Events and contexts stay unknown here, because a bad one must not take its neighbours with it: each
 * event is judged by `Event` on its own, and contexts are read field by field.
 */
export const BatchEnvelope = z.object({
  sdk: z.string().max(100).optional(),
  sent: z.int().optional(),
  device: z.string().min(1).max(200).optional(),
  user: z.string().min(1).max(200).optional(),
  debug: z.string().max(64).optional(),
  dropped: z.array(Dropped).max(100).optional(),
  contexts: z.array(z.record(z.string(), z.unknown())).max(MAX_BATCH_EVENTS).optional(),
  events: z.array(z.unknown()).min(1),
})
export type BatchEnvelope = z.infer<typeof BatchEnvelope>

/** A batch as an SDK writes it: the envelope with its events and contexts typed. */
export type Batch = Omit<BatchEnvelope, 'events' | 'contexts'> & { contexts?: Context[]; events: Event[] }
