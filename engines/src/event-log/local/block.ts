import { zstdDecompressSync } from 'node:zlib'
import { createCompressor } from '../compressor.ts'
import type { Entry } from './frame.ts'

/** Bytes of header and of value (4 each), before each record of a block. */
const LENGTHS_BYTES = 8
/** Bytes of the block once it is unpacked (4), before it. */
const SIZE_BYTES = 4

const plainBytes = ({ header, value }: Entry): number => LENGTHS_BYTES + header.length + value.length

/** Puts records into a block, one block after the other. */
export type Pack = (entries: readonly Entry[]) => Promise<Buffer>

/** Records together in zstd: those of a shop resemble one another, and take a tenth of the disk. */
export const createPack = (): Pack => {
  const compress = createCompressor()
  // Used again: what is allocated for each block makes the collector of garbage run all the time.
  let plain = Buffer.alloc(0)

  return async entries => {
    const size = entries.reduce((sum, entry) => sum + plainBytes(entry), 0)
    if (plain.length < size) plain = Buffer.allocUnsafeSlow(size)
    let at = 0
    for (const { header, value } of entries) {
      plain.writeUInt32LE(header.length, at)
      plain.writeUInt32LE(value.length, at + 4)
      header.copy(plain, at + LENGTHS_BYTES)
      value.copy(plain, at + LENGTHS_BYTES + header.length)
      at += LENGTHS_BYTES + header.length + value.length
    }
    const block = await compress(plain.subarray(0, size))
    const before = Buffer.allocUnsafe(SIZE_BYTES)
    before.writeUInt32LE(size)
    return Buffer.concat([before, block])
  }
}

/** The records of a block, as views of one buffer. */
export const unpacked = (block: Buffer): Entry[] => {
  const size = block.readUInt32LE(0)
  const plain = zstdDecompressSync(block.subarray(SIZE_BYTES), { chunkSize: Math.max(64, size) })
  const entries: Entry[] = []
  for (let at = 0; at < plain.length; ) {
    const begin = at + LENGTHS_BYTES
    const middle = begin + plain.readUInt32LE(at)
    const end = middle + plain.readUInt32LE(at + 4)
    entries.push({ header: plain.subarray(begin, middle), value: plain.subarray(middle, end) })
    at = end
  }
  return entries
}
