import { gunzipSync } from 'node:zlib'
import type { LogRecord } from '@maidian/engines'
import { type BatchEnvelope, compiled, type LogHeader } from '@maidian/schemas'

/** Well above what the collector lets in, so that a log written by a later version can be read. */
const MAX_BYTES = 64 * 1024 * 1024

export type Opened = { ok: true; header: LogHeader; batch: BatchEnvelope } | { ok: false; reason: string }

/** A record's batch; a record that cannot be read says why and never throws. */
export const openRecord = (record: LogRecord): Opened => {
  const { header, value } = record
  if (header === null) return { ok: false, reason: 'record.header' }
  try {
    const plain = header.encoding === 'gzip' ? gunzipSync(value, { maxOutputLength: MAX_BYTES }) : value
    const batch = compiled.batch.safeParse(JSON.parse(plain.toString('utf8')))
    return batch.success ? { ok: true, header, batch: batch.data } : { ok: false, reason: 'record.batch' }
  } catch {
    return { ok: false, reason: 'record.body' }
  }
}
