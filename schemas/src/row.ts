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
  /** What the collector knew of the batch: its log header as JSON, without the verdicts. */
  header: text,
  reasons: z.array(text),
  plan: text,
  debug: text,
  ...LogPosition.shape,
})
export type QuarantineRow = z.infer<typeof QuarantineRow>

/** The event that said something, and the part of the log it came from, where it came from one. */
const SaidBy = z.object({
  ts: ms,
  event_id: z.uuid(),
  ...LogPosition.pick({ log_id: true, log_partition: true }).partial().shape,
})

/** A row of `identities`: `$identify` said that this device belongs to this user, at this time. */
export const IdentityRow = z.object({ device: text, user: text, ...SaidBy.shape })
export type IdentityRow = z.infer<typeof IdentityRow>

/**
 * A row of `identity_ids`: `$identify` said that this device, or this user, has this id; either is empty where it is not
 * known, not both.
 */
export const IdentityIdRow = z.object({
  kind: text,
  id: text,
  device: text,
  user: text,
  ...SaidBy.shape,
})
export type IdentityIdRow = z.infer<typeof IdentityIdRow>

/**
 * A row of `identity_undone`: what was said of this link up to `until` no longer counts, or does again where `undone` is
 * false. `kind` and `id` are empty for the link of a device to a user.
 */
export const IdentityUndoneRow = z.object({
  device: text,
  user: text,
  kind: text,
  id: text,
  until: ms,
  undone: z.boolean(),
  by: text,
})
export type IdentityUndoneRow = z.infer<typeof IdentityUndoneRow>

export const ProfileOperation = z.enum(['set', 'set_once', 'add', 'append', 'unset'])
export type ProfileOperation = z.infer<typeof ProfileOperation>

/**
 * A row of `profile_operations`: one property of the profile of a user, else of a device. `value` is text; of `add` a
 * decimal number, of `append` a list as JSON, of `unset` nothing.
 */
export const ProfileOperationRow = z.object({
  user: text,
  device: text,
  property: text,
  operation: ProfileOperation,
  value: text,
  ...SaidBy.shape,
})
export type ProfileOperationRow = z.infer<typeof ProfileOperationRow>

/** A row of `item_operations`: what was said of one attribute of an item. */
export const ItemOperationRow = z.object({
  kind: text,
  item_id: text,
  attribute: text,
  value: text,
  ...SaidBy.shape,
})
export type ItemOperationRow = z.infer<typeof ItemOperationRow>

/** A row of `forgotten`: a hash of a user or device; what they did until `at` is to stay away. */
export const ForgottenRow = z.object({ subject: text, at: ms })
export type ForgottenRow = z.infer<typeof ForgottenRow>

/** A row of `audit`: what an operator did to data. `subjects`: hashes. `counts`: rows by table. */
export const AuditRow = z.object({
  action: text,
  by: text,
  subjects: z.array(text),
  counts: z.record(text, z.int().min(0)),
})
export type AuditRow = z.infer<typeof AuditRow>

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
