import { spawn } from 'node:child_process'
import { appendFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, expect, test } from 'vitest'
import { sampleHeader } from '../testing/sample-header.ts'
import { eventLogContract } from './contract.ts'
import { openLocalLog } from './local.ts'

const root = mkdtempSync(join(tmpdir(), 'maidian-log-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))

eventLogContract('local', () => openLocalLog({ dir: join(root, 'contract'), floorBytes: 0 }))

const header = sampleHeader()

test('below the floor of free disk an append is refused and says so', async () => {
  const log = await openLocalLog({ dir: join(root, 'floor'), floorBytes: Number.MAX_SAFE_INTEGER })
  await expect(log.append({ partition: 0, header, value: Buffer.from('x') })).rejects.toMatchObject({
    code: 'log.disk_floor',
    retryable: true,
  })
  await log.close()
})

test('when too much waits for its commit an append is refused instead of growing the heap', async () => {
  const log = await openLocalLog({ dir: join(root, 'full'), floorBytes: 0, maxPendingBytes: 1000 })
  const results = await Promise.allSettled(
    Array.from({ length: 20 }, () => log.append({ partition: 0, header, value: Buffer.alloc(200) })),
  )
  const refused = results.filter(result => result.status === 'rejected')
  expect(refused.length).toBeGreaterThan(0)
  expect(refused.every(result => result.reason.code === 'log.full')).toBe(true)
  await log.append({ partition: 0, header, value: Buffer.alloc(200) })
  await log.close()
})

test('records go on across segments, and consumed segments are deleted', async () => {
  const dir = join(root, 'roll')
  const options = { dir, floorBytes: 0, segmentBytes: 64 * 1024, keepMs: 0, keepBytes: 0 }
  const log = await openLocalLog(options)
  for (let i = 0; i < 60; i++) await log.append({ partition: 0, header, value: Buffer.alloc(8 * 1024, i) })
  const files = () => readdirSync(join(dir, 'segments')).filter(name => name.endsWith('.log')).length
  const before = files()
  expect(before).toBeGreaterThan(2)
  const seen: number[] = []
  const consumer = await log.consume({
    group: 'g',
    onAssigned: async ({ earliest }) => earliest,
    onRevoked: async () => {},
    onBatch: async ({ records }) => {
      seen.push(...records.map(record => record.value[0] as number))
    },
  })
  while (seen.length < 60) await new Promise(resolve => setTimeout(resolve, 10))
  expect(seen).toEqual(Array.from({ length: 60 }, (_, i) => i))
  await consumer.commit({ partition: 0, offset: 60 })
  await log.close()
  const again = await openLocalLog({ ...options, tidyEveryMs: 20 })
  while (files() >= before) await new Promise(resolve => setTimeout(resolve, 20))
  expect((await again.append({ partition: 0, header, value: Buffer.from('x') })).offset).toBe(60)
  await again.close()
})

test('a consumer steps over nothing that is still being written, also from segment to segment', async () => {
  const log = await openLocalLog({ dir: join(root, 'gap'), floorBytes: 0, segmentBytes: 1 })
  const seen: number[] = []
  const consumer = await log.consume({
    group: 'g',
    onAssigned: async ({ earliest }) => earliest,
    onRevoked: async () => {},
    onBatch: async ({ records }) => {
      seen.push(...records.map(record => record.offset))
    },
  })
  for (let round = 0; round < 10; round++) {
    // A large one takes longer than the small ones that follow it into segments of their own.
    const sizes = [1_500_000, 10, 10, 10, 10]
    await Promise.all(sizes.map(size => log.append({ partition: 0, header, value: Buffer.alloc(size) })))
  }
  while ((seen.at(-1) ?? -1) < 49) await new Promise(resolve => setTimeout(resolve, 10))
  expect(seen).toEqual(Array.from({ length: 50 }, (_, i) => i))
  await consumer.close()
  await log.close()
})

const readAll = async (dir: string): Promise<string[]> => {
  const log = await openLocalLog({ dir, floorBytes: 0 })
  const { offset } = await log.append({ partition: 0, header, value: Buffer.from('last') })
  const seen: string[] = []
  const consumer = await log.consume({
    group: `g-${Math.random()}`,
    onAssigned: async ({ earliest }) => earliest,
    onRevoked: async () => {},
    onBatch: async ({ records }) => {
      seen.push(...records.map(record => `${record.offset} ${record.value.toString()}`))
    },
  })
  while (seen.at(-1) !== `${offset} last`) await new Promise(resolve => setTimeout(resolve, 10))
  await consumer.close()
  await log.close()
  return seen
}

test.each([
  ['half a record', (file: string) => appendFileSync(file, readFileSync(file).subarray(0, 50))],
  ['a length alone', (file: string) => appendFileSync(file, Buffer.from([9, 0, 0]))],
  ['a record whose bytes are others', (file: string) => appendFileSync(file, readFileSync(file).fill(1, 12))],
  ['zeros', (file: string) => appendFileSync(file, Buffer.alloc(4096))],
])('what was not written whole is cut off: %s', async (what, spoil) => {
  const dir = join(root, `torn-${what}`)
  const log = await openLocalLog({ dir, floorBytes: 0 })
  await log.append({ partition: 0, header, value: Buffer.from('first') })
  await log.close()
  const [file] = readdirSync(join(dir, 'segments')) as [string]
  spoil(join(dir, 'segments', file))
  expect(await readAll(dir)).toEqual(['0 first', '1 last'])
  expect(await readAll(dir)).toEqual(['0 first', '1 last', '2 last'])
})

test.each([
  ['half of it', (bytes: Buffer) => bytes.subarray(0, bytes.length - 100)],
  [
    'another byte within',
    (bytes: Buffer) => Buffer.concat([bytes.subarray(0, -100), Buffer.from('x'), bytes.subarray(-99)]),
  ],
])('of a block that was not written whole no record is left, and what came before is: %s', async (what, spoil) => {
  const dir = join(root, `block-${what}`)
  const log = await openLocalLog({ dir, floorBytes: 0 })
  await log.append({ partition: 0, header, value: Buffer.from('first') })
  const large = Array.from({ length: 20 }, (_, i) => Buffer.from(`${i} `.repeat(3000)))
  await Promise.all(large.map(value => log.append({ partition: 0, header, value })))
  await log.close()
  const [name] = readdirSync(join(dir, 'segments')) as [string]
  const file = join(dir, 'segments', name)
  // Twenty of nine kilobytes: they were packed.
  expect(readFileSync(file).length).toBeLessThan(20_000)
  writeFileSync(file, spoil(readFileSync(file)))
  expect(await readAll(dir)).toEqual(['0 first', '1 last'])
})

test('many records, from any offset, also in a segment that was closed long ago', async () => {
  const dir = join(root, 'marks')
  const options = { dir, floorBytes: 0, segmentBytes: 20_000 }
  const log = await openLocalLog(options)
  await Promise.all(
    Array.from({ length: 1000 }, (_, i) => log.append({ partition: 0, header, value: Buffer.from(String(i)) })),
  )
  await log.close()
  const again = await openLocalLog(options)
  for (const from of [0, 63, 64, 65, 500, 999]) {
    const first = await new Promise<string>(resolve => {
      void again.consume({
        group: `from-${from}`,
        onAssigned: async () => from,
        onRevoked: async () => {},
        onBatch: async ({ records }) => resolve(`${records[0]?.offset} ${records.length > 0}`),
      })
    })
    expect(first).toBe(`${from} true`)
  }
  await again.close()
})

test('blocks and single records in one segment, one after the other and from any offset', async () => {
  const dir = join(root, 'blocks')
  const log = await openLocalLog({ dir, floorBytes: 0 })
  const append = (text: string) => log.append({ partition: 0, header, value: Buffer.from(text.padEnd(3000)) })
  const expected: string[] = []
  for (let round = 0; round < 6; round++) {
    const texts = Array.from({ length: 30 }, (_, i) => `${round}/${i}`)
    await Promise.all(texts.map(append))
    await append(`${round}/alone`)
    expected.push(...texts, `${round}/alone`)
  }
  for (const from of [0, 1, 29, 30, 31, 95, 185]) {
    const seen: string[] = []
    const consumer = await log.consume({
      group: `from-${from}`,
      onAssigned: async () => from,
      onRevoked: async () => {},
      onBatch: async ({ records }) => {
        seen.push(...records.map(({ offset, value }) => `${offset} ${value.toString().trim()}`))
      },
    })
    while (seen.length < expected.length - from) await new Promise(resolve => setTimeout(resolve, 5))
    expect(seen).toEqual(expected.map((text, offset) => `${offset} ${text}`).slice(from))
    await consumer.close()
  }
  await log.close()
})

test('a log of an older version is not taken for an empty one', async () => {
  const dir = join(root, 'old')
  mkdirSync(join(dir, 'segments'), { recursive: true })
  writeFileSync(join(dir, 'segments', '0000000000000000.mdb'), '')
  await expect(openLocalLog({ dir })).rejects.toMatchObject({ code: 'log.old_format' })
})

test('what was acknowledged before a kill -9 is there afterwards', async () => {
  const dir = join(root, 'kill')
  const writer = fileURLToPath(new URL('./local/testing/append-until-killed.ts', import.meta.url))
  let acknowledged = -1
  for (let round = 0; round < 3; round++) {
    const child = spawn(process.execPath, [writer, dir], { stdio: ['ignore', 'pipe', 'inherit'] })
    const enough = acknowledged + 200
    await new Promise<void>(resolve => {
      child.stdout.setEncoding('utf8').on('data', (text: string) => {
        for (const line of text.split('\n').slice(0, -1)) acknowledged = Math.max(acknowledged, Number(line))
        if (acknowledged >= enough) child.kill('SIGKILL')
      })
      child.once('close', () => resolve())
    })
    const log = await openLocalLog({ dir, floorBytes: 0 })
    const offsets: number[] = []
    const consumer = await log.consume({
      group: `round-${round}`,
      onAssigned: async ({ earliest }) => earliest,
      onRevoked: async () => {},
      onBatch: async ({ records }) => {
        offsets.push(...records.map(record => record.offset))
      },
    })
    while ((offsets.at(-1) ?? -1) < acknowledged) await new Promise(resolve => setTimeout(resolve, 10))
    expect(offsets).toEqual(Array.from({ length: offsets.length }, (_, i) => i))
    await consumer.close()
    await log.close()
  }
})
