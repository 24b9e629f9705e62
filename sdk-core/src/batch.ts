import { type Context, type Props, toJson, type WireEvent } from './event.ts'

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
 * The bytes of `text` in UTF-8, or a little more: two for é, three for 字, and six for an emoji, which has four. The
 * core compiles without DOM and so without TextEncoder.
 */
export const utf8Bytes = (text: string): number =>
  text.length + (text.match(/[^\0-\x7f]/g)?.length ?? 0) + (text.match(/[^\0-\u07ff]/g)?.length ?? 0)

/** An entry as stored: three lines, since JSON never holds a line break. Batches are put together without parsing. */
export const packEntry = (who: { sdk: string; device: string }, context: Props, event: string): string =>
  `${toJson(who).slice(1, -1)}\n${toJson(context)}\n${event}`

/** The entry out of its stored text; undefined for what was not written by `packEntry`. */
export const unpackEntry = (text: string): Packed | undefined => {
  const [head, context, event, more] = text.split('\n')
  return head && context && event?.startsWith('{"id":') && more === undefined ? { head, context, event } : undefined
}

export type BatchOptions = {
  maxEvents: number
  /** Bytes of the whole body. */
  maxBytes: number
  /** ms since 1970. */
  sent: number
  dropped: Dropped[]
  debug?: string | undefined
}

/**
 * A body out of the first entries that fit and share SDK and device; at least one. Contexts that are equal
 * stand in it once. `count` is how many entries are in it.
 */
export const buildBatch = (entries: Entry[], options: BatchOptions): { count: number; body: string } => {
  const { maxEvents, maxBytes, sent, dropped, debug } = options
  const first = entries[0] as Entry
  const about = toJson({ sent, debug, dropped: dropped.length ? dropped : undefined }).slice(1, -1)
  const start = `{${first.head},${about},"contexts":[`
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
