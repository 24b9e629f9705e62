import { randomBytes } from 'node:crypto'
import { zstdDecompressSync } from 'node:zlib'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createCompressor } from './compressor.ts'

test('what is compressed is there again, whatever came before and whatever comes at the same time', async () => {
  const compress = createCompressor()
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.oneof(fc.uint8Array({ minLength: 1 }), fc.integer({ min: 1, max: 300_000 })), { maxLength: 6 }),
      async all => {
        const given = all.map(one => (typeof one === 'number' ? randomBytes(one) : Buffer.from(one)))
        const frames = await Promise.all(given.map(compress))
        for (const [n, frame] of frames.entries())
          expect(zstdDecompressSync(frame).equals(given[n] as Buffer)).toBe(true)
      },
    ),
    { numRuns: 50 },
  )
})

test('megabytes that cannot be made smaller, and such that can', async () => {
  const compress = createCompressor()
  for (const bytes of [randomBytes(9_000_000), Buffer.alloc(9_000_000, 'shop')]) {
    expect(zstdDecompressSync(await compress(bytes)).equals(bytes)).toBe(true)
  }
})
