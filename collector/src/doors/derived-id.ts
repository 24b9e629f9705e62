import { createHash } from 'node:crypto'
import { serialised } from '../body.ts'

/**
 * An id that a resend derives again, from what stays the same in it. `timed`: the client said when the event happened,
 * so a text will do, of which the processor makes a UUID that begins with that time. Where the time of arrival stands in
 * for it, another for each resend, the id must be a UUID already.
 */
export const derivedId = (parts: readonly unknown[], { timed }: { timed: boolean }): string => {
  const bytes = createHash('sha256').update(serialised(parts)).digest().subarray(0, 16)
  if (timed) return bytes.toString('base64url')
  bytes[6] = ((bytes[6] as number) & 0x0f) | 0x80
  bytes[8] = ((bytes[8] as number) & 0x3f) | 0x80
  const hex = bytes.toString('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}
