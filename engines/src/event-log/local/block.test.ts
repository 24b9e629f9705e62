import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createPack, unpacked } from './block.ts'

const bytes = fc.uint8Array({ maxLength: 2000 }).map(one => Buffer.from(one))
const entries = fc.array(fc.record({ header: bytes, value: bytes }), { minLength: 1, maxLength: 30 })

test('a block holds the records that were put into it, and nothing of an earlier one', async () => {
  const pack = createPack()
  await fc.assert(
    fc.asyncProperty(entries, async given => {
      const held = unpacked(await pack(given))
      expect(held.map(({ header, value }) => [header.toString('hex'), value.toString('hex')])).toEqual(
        given.map(({ header, value }) => [header.toString('hex'), value.toString('hex')]),
      )
    }),
  )
})

test("a shop's records take a tenth", async () => {
  const value = (n: number) => JSON.stringify({ device: `d-${n}`, events: Array(20).fill({ event: 'view_item', n }) })
  const given = Array.from({ length: 50 }, (_, n) => ({ header: Buffer.from('{"v":1}'), value: Buffer.from(value(n)) }))
  const plain = given.reduce((sum, one) => sum + one.value.length, 0)
  expect((await createPack()(given)).length).toBeLessThan(plain / 10)
})
