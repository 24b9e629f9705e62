import { spawn } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
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
  const files = () => readdirSync(join(dir, 'segments')).filter(name => name.endsWith('.mdb')).length
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
