import { crc32 } from 'node:zlib'

/**
 * What stands in a segment: how many bytes follow these twelve (4), their CRC-32 (4), what they are (4), and they. Little-endian.
 * What they are: a record with a header of so many bytes, never none; or, with the highest bit set, a block of so many
 * records.
 */
export const PREFIX_BYTES = 12
const BLOCK = 0x80000000

/** A record's header and value. */
export type Entry = { header: Buffer; value: Buffer }

/** As parts, so that bytes are written from where they are. */
export type Frame = { parts: Buffer[]; bytes: number; records: number }

/** What a record takes of its segment. */
export const framedBytes = ({ header, value }: Entry): number => PREFIX_BYTES + header.length + value.length

const prefixOf = (parts: readonly Buffer[], what: number): Buffer => {
  const prefix = Buffer.allocUnsafe(PREFIX_BYTES)
  let bytes = 0
  let sum = 0
  for (const part of parts) {
    bytes += part.length
    sum = crc32(part, sum)
  }
  prefix.writeUInt32LE(bytes, 0)
  prefix.writeUInt32LE(sum, 4)
  prefix.writeUInt32LE(what, 8)
  return prefix
}

const frame = (parts: Buffer[], { what, records }: { what: number; records: number }): Frame => {
  const framed = [prefixOf(parts, what), ...parts]
  return { parts: framed, bytes: framed.reduce((sum, { length }) => sum + length, 0), records }
}

export const frameOf = ({ header, value }: Entry): Frame => frame([header, value], { what: header.length, records: 1 })

/** `block`: what `packed` has made of so many records. */
export const frameOfBlock = (block: Buffer, records: number): Frame =>
  frame([block], { what: BLOCK + records, records })

/** How long a frame is, and how many records it has, from its first bytes; null where these cannot be those of a frame. */
export const frameAhead = (prefix: Buffer): { length: number; records: number } | null => {
  const following = prefix.readUInt32LE(0)
  const what = prefix.readUInt32LE(8)
  const records = what > BLOCK ? what - BLOCK : 1
  // A file may end in zeros: a header is never empty.
  if (what === 0 || what === BLOCK || (what < BLOCK && what > following)) return null
  return { length: PREFIX_BYTES + following, records }
}

/** Whether a frame is as it was written. */
export const isWhole = (framed: Buffer): boolean => crc32(framed.subarray(PREFIX_BYTES)) === framed.readUInt32LE(4)

/** A frame's record, or the block it holds. */
export const unframe = (framed: Buffer): { entry: Entry } | { block: Buffer } => {
  const what = framed.readUInt32LE(8)
  if (what > BLOCK) return { block: framed.subarray(PREFIX_BYTES) }
  const end = PREFIX_BYTES + what
  return { entry: { header: framed.subarray(PREFIX_BYTES, end), value: framed.subarray(end) } }
}
