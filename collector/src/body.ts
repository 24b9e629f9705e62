import { isUtf8 } from 'node:buffer'
import { gunzipSync } from 'node:zlib'
import { type BatchEnvelope, compiled, MAX_BATCH_BYTES, MAX_BATCH_EVENTS, pathText } from '@maidian/schemas'
import { collectorError } from './errors.ts'

export type ReadBody = {
  /** The body as it came, which is what goes into the log. */
  bytes: Buffer
  /** The same, decompressed. */
  plain: Buffer
  /** The same, as text. */
  text: string
  encoding: 'identity' | 'gzip'
  /** The parsed JSON, with whatever else the client sent. */
  batch: BatchEnvelope & Record<string, unknown>
}

const tooLarge = (maxBytes: number) => collectorError('batch.too_large', { fields: { max_bytes: maxBytes } })

/** `Content-Encoding: gzip`, or `?z=gzip` from browsers, which then need no preflight. */
export const encodingOf = (header: string | undefined, z: string | undefined): 'identity' | 'gzip' => {
  const named = header?.trim().toLowerCase() || z?.toLowerCase() || 'identity'
  if (named === 'gzip' || named === 'x-gzip') return 'gzip'
  if (named === 'identity') return 'identity'
  throw collectorError('batch.encoding_unknown', { detail: named.slice(0, 50) })
}

/** Small bodies: the synchronous call costs half of the asynchronous one, and it stops at the limit. */
export const gunzip = (bytes: Buffer, maxBytes: number): Buffer => {
  try {
    return gunzipSync(bytes, { maxOutputLength: maxBytes })
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') throw tooLarge(maxBytes)
    throw collectorError('batch.not_gzip', { cause })
  }
}

/** The bytes of a body, decompressed and within the limit. */
export const plainBytes = (bytes: Buffer, encoding: 'identity' | 'gzip', maxBytes: number): Buffer => {
  const plain = encoding === 'gzip' ? gunzip(bytes, maxBytes) : bytes
  if (plain.length > maxBytes) throw tooLarge(maxBytes)
  return plain
}

const textOf = (plain: Buffer): string => {
  if (!isUtf8(plain)) throw collectorError('batch.not_utf8')
  return plain.toString('utf8')
}

const parseText = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw collectorError('batch.not_json', { cause, detail: (cause as Error).message.slice(0, 200) })
  }
}

export const parseJson = (plain: Buffer): unknown => parseText(textOf(plain))

/** A value as JSON, which reads deeper than it writes. */
export const serialised = (value: unknown): string => {
  try {
    return JSON.stringify(value)
  } catch (cause) {
    throw collectorError('batch.invalid', { cause, detail: 'it is nested too deep' })
  }
}

/** Takes a request's body apart; throws the refusal of the whole batch. */
export const readBody = (bytes: Buffer, encoding: 'identity' | 'gzip'): ReadBody => {
  const plain = plainBytes(bytes, encoding, MAX_BATCH_BYTES)
  const text = textOf(plain)
  const json = parseText(text)
  const events = (json as { events?: unknown } | null)?.events
  if (Array.isArray(events) && events.length > MAX_BATCH_EVENTS) {
    throw collectorError('batch.too_many_events', { fields: { max_events: MAX_BATCH_EVENTS } })
  }
  if (!compiled.batchShape.validate(json)) {
    const [issue] = compiled.batch.safeParse(json).error?.issues ?? []
    const path = pathText(issue?.path ?? [])
    throw collectorError('batch.invalid', { detail: `${path || 'body'}: ${issue?.message ?? ''}`, fields: { path } })
  }
  return { bytes, plain, text, encoding, batch: json as ReadBody['batch'] }
}
