import * as z from 'zod'
import { Verdict } from './verdict.ts'

const text = z.string()
const ms = z.int()

/** Where in the log an event came from. Offsets begin anew in a new log, hence `log_id`. */
export const LogPosition = z.object({
  log_id: text,
  log_partition: z.int().min(0),
  log_offset: z.int().min(0),
  log_index: z.int().min(0),
})
export type LogPosition = z.infer<typeof LogPosition>

/**
 * A row of `events`. Times are ms since 1970 (the store writes them as DateTime64(3, 'UTC')); text that is
 * not known is the empty string. `user_key` is not here: the store computes it from `user` and `device`.
 */
export const EventRow = z.object({
  event_id: z.uuid(),
  name: text,
  ts: ms,
  client_time: ms,
  received: ms,
  verdict: Verdict,
  flags: z.array(text),
  plan: text,
  plan_version: text,

  user: text,
  device: text,
  session: text,
  stream: text,
  seq: z.int().min(0).nullable(),

  source: text,
  platform: text,
  sdk: text,
  app: text,
  app_version: text,
  env: z.enum(['prod', 'test']),
  url: text,
  path: text,
  page_pattern: text,
  title: text,
  referrer: text,
  referrer_host: text,
  channel: text,
  campaign: text,
  utm_source: text,
  utm_medium: text,
  utm_campaign: text,
  utm_term: text,
  utm_content: text,
  click_id: text,
  scene: text,

  browser: text,
  browser_version: text,
  os: text,
  os_version: text,
  device_type: text,
  device_brand: text,
  device_model: text,
  screen: text,
  language: text,
  network: text,
  bot: z.boolean(),

  country: text,
  region: text,
  city: text,
  ip: text,

  ...LogPosition.shape,

  /** The debug id of the batch; empty for ordinary traffic. */
  debug: text,

  /** Columns of the tracking plan: column → value, as the store takes it. */
  planned: z.record(text, z.unknown()),
  props: z.record(text, text),
})
export type EventRow = z.infer<typeof EventRow>

/** A row of `quarantine`: the event's own bytes, or the whole record's where it cannot be taken apart. */
export const QuarantineRow = z.object({
  event_id: z.uuid(),
  name: text,
  ts: ms,
  received: ms,
  source: text,
  sdk: text,
  app_version: text,
  raw: text,
  reasons: z.array(text),
  plan: text,
  debug: text,
  ...LogPosition.shape,
})
export type QuarantineRow = z.infer<typeof QuarantineRow>

/** A row of `identities`: `$identify` said that this device belongs to this user, at this time. */
export const IdentityRow = z.object({ device: text, user: text, ts: ms, event_id: z.uuid() })
export type IdentityRow = z.infer<typeof IdentityRow>

/** A row of `client_loss`: cumulative per stream and reason; the store keeps the maximum. */
export const ClientLossRow = z.object({
  stream: text,
  reason: text,
  source: text,
  sdk: text,
  received: ms,
  n: z.int().min(0),
})
export type ClientLossRow = z.infer<typeof ClientLossRow>

/** Columns of `events` that a filter names with a `$` in front; all else is a property. */
export const BASE_COLUMNS = Object.keys(EventRow.shape).filter(
  column => column !== 'props' && column !== 'planned' && !column.startsWith('log_'),
)
