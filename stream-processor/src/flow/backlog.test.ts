import type { LogRecord } from '@maidian/engines'
import { sampleHeader } from '@maidian/engines/testing'
import { expect, test } from 'vitest'
import { createBacklog } from './backlog.ts'

const record = (offset: number, bytes = 10): LogRecord => ({ offset, header: null, value: Buffer.alloc(bytes) })
const batch = (partition: number, ...offsets: number[]) => ({
  partition,
  records: offsets.map(offset => record(offset)),
  end: 100,
})
const taken = (backlog: ReturnType<typeof createBacklog>): [number, number][] => {
  const all: [number, number][] = []
  for (let next = backlog.take(); next; next = backlog.take()) all.push([next.partition, next.record.offset])
  return all
}

test('partitions take turns, each in its order', async () => {
  const backlog = createBacklog(1000)
  await backlog.add(batch(0, 1, 2, 3))
  await backlog.add(batch(7, 5))
  expect(taken(backlog)).toEqual([
    [0, 1],
    [7, 5],
    [0, 2],
    [0, 3],
  ])
  expect(backlog.take()).toBeUndefined()
})

test('what was taken and is not done comes again, and what is done does not', async () => {
  const backlog = createBacklog(1000)
  await backlog.add(batch(0, 1, 2, 3, 7))
  const epoch = backlog.take()?.epoch ?? 0
  backlog.take()
  expect(backlog.bytes()).toBe(20)
  expect(backlog.done(new Map([[0, { offset: 2, end: 100, epoch }]]))).toEqual(new Map([[0, { offset: 2, end: 100 }]]))
  expect(backlog.bytes()).toBe(20)
  backlog.rewind()
  expect(backlog.bytes()).toBe(30)
  expect(taken(backlog)).toEqual([
    [0, 2],
    [0, 3],
    [0, 7],
  ])
})

test('who adds waits while more is kept than may be, until it is done', async () => {
  const backlog = createBacklog(25)
  let added = false
  const adding = backlog.add(batch(0, 1, 2, 3)).then(() => {
    added = true
  })
  const epoch = backlog.take()?.epoch ?? 0
  await new Promise(resolve => setImmediate(resolve))
  expect(added).toBe(false)
  backlog.done(new Map([[0, { offset: 2, end: 3, epoch }]]))
  await adding
})

test('gzipped records count as what they will be', async () => {
  const backlog = createBacklog(1000)
  const header = sampleHeader({ encoding: 'gzip' })
  await backlog.add({ partition: 0, end: 1, records: [{ offset: 0, header, value: Buffer.alloc(10) }] })
  expect(backlog.bytes()).toBe(60)
})

test('a partition that went is forgotten, and what was done of it is no longer ours to commit', async () => {
  const backlog = createBacklog(1000)
  await backlog.add(batch(3, 1, 2))
  const epoch = backlog.take()?.epoch ?? 0
  backlog.forget(3)
  expect(backlog.bytes()).toBe(0)
  expect(backlog.done(new Map([[3, { offset: 2, end: 9, epoch }]]))).toEqual(new Map())
  await backlog.add(batch(3, 1))
  expect(backlog.done(new Map([[3, { offset: 2, end: 9, epoch }]]))).toEqual(new Map())
  expect(taken(backlog)).toEqual([[3, 1]])
})

test('whoever waits for something to happen is told of it', async () => {
  const backlog = createBacklog(1000)
  for (const happen of [() => backlog.add(batch(0, 1)), backlog.rewind, () => backlog.forget(0), backlog.release]) {
    const changed = backlog.changed()
    await happen()
    await changed
  }
})

test('released, everybody goes who waits for room', async () => {
  const backlog = createBacklog(5)
  const adding = backlog.add(batch(0, 1))
  backlog.release()
  await adding
})
