import type { Context, Props, WireEvent } from './event.ts'
import { toJson } from './json.ts'

/** What an SDK lost: cumulative per stream and reason; equal to `Dropped` of `@maidian/schemas`. */
export type Dropped = { stream: string; reason: string; n: number }

/** The body of `POST /v1/events`; equal to `Batch` of `@maidian/schemas`. `sent` in ms since 1970, client clock. */
export type WireBatch = {
  sdk?: string | undefined
  sent?: number | undefined
  device?: string | undefined
  user?: string | undefined
  debug?: string | undefined
  dropped?: Dropped[] | undefined
  contexts?: Context[]
  events: WireEvent[]
}

/** An event's place in the queue; all of it is in the key, so nothing need be loaded to count or to evict. */
export type Place = { key: string; stream: string; bytes: number }

export type Packed = { head: string; context: string; event: string }

/** An event as it waits: `head` says SDK and device, which a batch has once. All three are JSON. */
export type Entry = Place & Packed

/**
 * The bytes of `text` in UTF-8, or a little more: three for each character that is not ASCII. The core compiles without
 * DOM and so without TextEncoder.
 */
export const utf8Bytes = (text: string): number => text.replace(/[^\0-\x7f]/g, '...').length

/** An entry as stored: three lines, since JSON never holds a line break. Batches are put together without parsing. */
export const packEntry = (who: { sdk: string; device: string }, context: Props, event: string): string =>
  `${toJson(who).slice(1, -1)}\n${toJson(context)}\n${event}`

/** The entry out of its stored text; undefined for what was not written by `packEntry`. */
export const unpackEntry = (text: string): Packed | undefined => {
  const [whole, head = '', context = '', event = ''] = text.match(/^([^\n]+)\n([^\n]+)\n({"id":[^\n]+)$/) ?? []
  return whole ? { head, context, event } : undefined
}

/** What a batch says besides its entries. */
export type Envelope = Pick<WireBatch, 'sent' | 'debug' | 'dropped'>

/**
 * A body out of the first entries that fit and share SDK and device; at least one, at most `maxEvents` and, with all
 * else, `maxBytes`. Contexts that are equal stand in it once. `count` is how many entries are in it.
 */
export const buildBatch = (
  entries: Entry[],
  maxEvents: number,
  maxBytes: number,
  envelope: Envelope,
): { count: number; body: string } => {
  const first = entries[0] as Entry
  const start = `{${first.head},${toJson(envelope).slice(1, -1)},"contexts":[`
  // Of an entry's bytes, head and repeated contexts do not come again: the sum errs on the safe side.
  let bytes = utf8Bytes(start) + 20
  const contexts = new Map<string, number>()
  const events: string[] = []
  for (const { bytes: own, head, context, event } of entries) {
    bytes += own + 20
    if (events.length && (events.length >= maxEvents || bytes > maxBytes || head !== first.head)) break
    const index = contexts.get(context) ?? contexts.size
    contexts.set(context, index)
    events.push(`{"context":${index},${event.slice(1)}`)
  }
  return { count: events.length, body: `${start}${[...contexts.keys()].join()}],"events":[${events.join()}]}` }
}
