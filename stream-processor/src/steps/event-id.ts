import { createHash } from 'node:crypto'
import { MAX_ID_LENGTH } from '@maidian/schemas'

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i
const MAX_48 = 2 ** 48 - 1

/** A UUID version 8: 48 bits of a time in ms, then a hash, so that ids made this way sort by time as UUIDv7 do. */
export const timedId = (timeMs: number, parts: readonly string[]): string => {
  const bytes = createHash('sha256').update(parts.join('\0')).digest().subarray(0, 16)
  const time = Number.isFinite(timeMs) ? Math.min(Math.max(Math.trunc(timeMs), 0), MAX_48) : 0
  bytes.writeUIntBE(time, 0, 6)
  bytes[6] = ((bytes[6] as number) & 0x0f) | 0x80
  bytes[8] = ((bytes[8] as number) & 0x3f) | 0x80
  const hex = bytes.toString('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}

/**
 * The id an event is known by: its own UUID; else derived from what the client sent, so that a resend derives the
 * same. Without a usable id the event's JSON stands in for it.
 */
export const eventId = (event: unknown, { project, door }: { project: string; door: string }): string => {
  const { id, time } = (typeof event === 'object' && event !== null ? event : {}) as { id?: unknown; time?: unknown }
  const usable = typeof id === 'string' && id !== '' && id.length <= MAX_ID_LENGTH
  if (usable && UUID.test(id)) return id.toLowerCase()
  const at = typeof time === 'number' ? time : 0
  return timedId(at, usable ? [project, door, 'id', id] : [project, door, 'json', JSON.stringify(event) ?? ''])
}
