import { constants, zstdCompressSync, zstdDecompressSync } from 'node:zlib'
import kafkajs from 'kafkajs'

const LEVEL = { params: { [constants.ZSTD_c_compressionLevel]: 1 } }

/**
 * Teaches kafkajs zstd, which every broker since 2.1 reads. Batches of a shop resemble one another: they take an eighth
 * of their bytes, and kafkajs, which copies what it sends nine times and sums it up in JavaScript, does so with an eighth.
 */
export const withZstd = (): void => {
  kafkajs.CompressionCodecs[kafkajs.CompressionTypes.ZSTD] = () => ({
    compress: async ({ buffer }: { buffer: Buffer }) => zstdCompressSync(buffer, LEVEL),
    decompress: async (buffer: Buffer) => zstdDecompressSync(buffer),
  })
}
