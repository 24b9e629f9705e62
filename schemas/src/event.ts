import * as z from 'zod'

/** The longest id a client may send, in characters. */
export const MAX_ID_LENGTH = 200

/** The longest event name, in characters. */
export const MAX_EVENT_NAME_LENGTH = 200

const id = z.string().min(1).max(MAX_ID_LENGTH)

/**
 * One event on the wire.
 *
 * - `id`: made at track(); survives retries and restarts. Any string; a UUIDv7 when an SDK made it.
 * - `time`: the client's clock at track(), in ms since 1970.
 * - `stream`, `seq`: per SDK instance, from 0, without gaps unless something was lost.
 * - `context`: index into the batch's `contexts`.
 * - `plan`: `name@version#hash` of the release the client was built with.
 */
export const Event = z.object({
  id,
  event: z.string().min(1).max(MAX_EVENT_NAME_LENGTH),
  time: z.int(),
  device: id.optional(),
  user: id.optional(),
  plan: z.string().max(200).optional(),
  stream: z.string().max(64).optional(),
  seq: z.int().min(0).optional(),
  session: id.optional(),
  context: z.int().min(0).optional(),
  props: z.record(z.string(), z.unknown()).optional(),
})
export type Event = z.infer<typeof Event>

/**
 * What an SDK knows about the page (web: `url`, `title`, `referrer`, `viewport`, `pattern` such as `/product/:id`) or the mini-program
 * (`path`, `query`, `scene`, `host`, `model`, `os`, `network`, `sdk_version`). Sizes are CSS pixels.
 */
export const Context = z.object({
  url: z.string().optional(),
  title: z.string().optional(),
  referrer: z.string().optional(),
  screen: z.tuple([z.number(), z.number()]).optional(),
  viewport: z.tuple([z.number(), z.number()]).optional(),
  language: z.string().optional(),
  tz: z.string().optional(),
  pattern: z.string().optional(),
  app: z
    .object({ name: z.string().optional(), version: z.string().optional(), env: z.enum(['prod', 'test']).optional() })
    .optional(),
  path: z.string().optional(),
  query: z.string().optional(),
  scene: z.union([z.string(), z.number()]).optional(),
  host: z.string().optional(),
  model: z.string().optional(),
  os: z.string().optional(),
  network: z.string().optional(),
  sdk_version: z.string().optional(),
})
export type Context = z.infer<typeof Context>
