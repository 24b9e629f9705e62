import * as z from 'zod'
import { Verdict } from './verdict.ts'

/** How a write key is used: decides the clock rule, the origin rule and what counts as a bot. */
export const SourceKind = z.enum(['web', 'mini', 'server'])
export type SourceKind = z.infer<typeof SourceKind>

export const Geo = z.object({ country: z.string(), region: z.string(), city: z.string() })
export type Geo = z.infer<typeof Geo>

/**
 * The header `maidian` of a log record; the value beside it is the batch's body as it came.
 *
 * - `received`: the collector's clock, ms, once per batch.
 * - `ip`: after the source's IP policy; `geo` was looked up before it.
 * - `plan`: the release the verdicts were given by; empty for a project without a plan.
 * - `door`: the protocol the batch came in by; derived ids depend on it.
 * - `redelivered`: it was kept on a collector's own disk for a while, and may be in the log before.
 * - `spilled`: only there, the partition that it belongs to.
 * - `internal`: of our own people: all events, or those at these places.
 * - `device`: of a cookieless source, in place of any device that the batch or an event names.
 * - `trace`: the trace that the request belonged to, 32 hex digits, where it said one.
 * - `verdicts`: `[index, verdict, [rule…]]`, only events that were not plainly accepted.
 */
export const LogHeader = z.object({
  v: z.literal(1),
  project: z.string(),
  source: z.string(),
  kind: SourceKind,
  door: z.string(),
  received: z.int(),
  ip: z.string(),
  geo: Geo.nullable(),
  ua: z.string(),
  plan: z.string(),
  encoding: z.enum(['identity', 'gzip']),
  replay: z.string().optional(),
  redelivered: z.literal(true).optional(),
  spilled: z.int().min(0).optional(),
  internal: z.union([z.literal(true), z.array(z.int().min(0))]).optional(),
  device: z.string().optional(),
  trace: z.string().optional(),
  verdicts: z.array(z.tuple([z.int().min(0), Verdict, z.array(z.string())])),
})
export type LogHeader = z.infer<typeof LogHeader>
