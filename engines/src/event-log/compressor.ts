import { constants, createZstdCompress, type ZstdCompress } from 'node:zlib'

/** Compresses bytes to a zstd frame. They must stay as they are until it is done. */
export type Compressor = (bytes: Buffer) => Promise<Buffer>

const OPTIONS = { chunkSize: 64 * 1024, params: { [constants.ZSTD_c_compressionLevel]: 1 } }

/**
 * One stream for all that is ever compressed, one after the other: with one for each, as `zstdCompress` has it, more time
 * went into making and collecting them than into compressing.
 */
export const createCompressor = (): Compressor => {
  let stream: ZstdCompress | null = null
  let last: Promise<unknown> = Promise.resolve()

  const compress = (bytes: Buffer): Promise<Buffer> =>
    new Promise((resolve, reject) => {
      const zstd = stream ?? createZstdCompress(OPTIONS)
      stream = zstd
      const chunks: Buffer[] = []
      const onData = (chunk: Buffer): void => {
        chunks.push(chunk)
      }
      const onError = (error: Error): void => {
        stream = null
        reject(error)
      }
      zstd.on('data', onData).once('error', onError)
      zstd.write(bytes)
      zstd.flush(constants.ZSTD_e_end, () => {
        zstd.off('data', onData).off('error', onError)
        resolve(Buffer.concat(chunks))
      })
    })

  return bytes => {
    const done = last.then(() => compress(bytes))
    last = done.catch(() => {})
    return done
  }
}
