import { crc32 } from 'node:zlib'

/**
 * A record in a segment: how many bytes follow these twelve (4), their CRC-32 (4), how many of them are the header (4), the
 * header, the value. Little-endian.
 */
export const PREFIX_BYTES = 12

/** As parts, so that a value is written from where it is. */
export type Frame = { parts: [prefix: Buffer, header: Buffer, value: Buffer]; bytes: number }

export const frame = (header: Buffer, value: Buffer): Frame => {
  const prefix = Buffer.allocUnsafe(PREFIX_BYTES)
  prefix.writeUInt32LE(header.length + value.length, 0)
  prefix.writeUInt32LE(crc32(value, crc32(header)), 4)
  prefix.writeUInt32LE(header.length, 8)
  return { parts: [prefix, header, value], bytes: PREFIX_BYTES + header.length + value.length }
}

/** How long a frame is, from its first bytes; null where these cannot be those of a frame. */
export const frameLength = (prefix: Buffer, at: number): number | null => {
  const following = prefix.readUInt32LE(at)
  const header = prefix.readUInt32LE(at + 8)
  // A file may end in zeros: a header is never empty.
  return header > 0 && header <= following ? PREFIX_BYTES + following : null
}

/** Whether all of the frame at `at` is there and as it was written. */
export const isWhole = (bytes: Buffer, at: number, length: number): boolean =>
  at + length <= bytes.length && crc32(bytes.subarray(at + PREFIX_BYTES, at + length)) === bytes.readUInt32LE(at + 4)

export const unframe = (framed: Buffer): { header: Buffer; value: Buffer } => {
  const end = PREFIX_BYTES + framed.readUInt32LE(8)
  return { header: framed.subarray(PREFIX_BYTES, end), value: framed.subarray(end) }
}
