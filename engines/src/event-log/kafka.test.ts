import { randomUUID } from 'node:crypto'
import { afterAll, describe, expect, test, vi } from 'vitest'
import { kafkaForTests } from '../testing/kafka/kafka-for-tests.ts'
import { sampleHeader } from '../testing/sample-header.ts'
import { eventLogContract } from './contract.ts'
import { openKafkaLog } from './kafka.ts'
import type { Consumer } from './port.ts'

const kafka = await kafkaForTests()
afterAll(() => kafka?.stop())

describe.skipIf(kafka === null)('on a real broker', () => {
  const brokers = kafka?.brokers ?? []
  const options = { brokers, partitions: 3, replicationFactor: 1, minInsyncReplicas: 1 }
  const topic = `contract-${randomUUID()}`
  eventLogContract('kafka', () => openKafkaLog({ ...options, topic }))

  test('a topic made anew is another log', async () => {
    const first = await openKafkaLog({ ...options, topic: `t-${randomUUID()}` })
    const second = await openKafkaLog({ ...options, topic: `t-${randomUUID()}` })
    expect(first.id).toMatch(/^[\w-]+\/[0-9a-f]{32}$/)
    expect(second.id).not.toBe(first.id)
    await Promise.all([first.close(), second.close()])
  })

  test.skipIf(kafka?.cluster === null)('a broker that dies and comes back needs no restart of ours', async () => {
    const log = await openKafkaLog({ ...options, topic: `t-${randomUUID()}` })
    const append = (text: string) => log.append({ partition: 0, header: sampleHeader(), value: Buffer.from(text) })
    const seen: string[] = []
    const consumer = await log.consume({
      group: `g-${randomUUID()}`,
      onAssigned: async ({ committed, earliest }) => committed ?? earliest,
      onRevoked: async () => {},
      onBatch: async ({ records }) => {
        seen.push(...records.map(({ value }) => value.toString()))
      },
    })
    await append('before')
    await vi.waitFor(() => expect(seen).toContain('before'), 20_000)
    await kafka?.cluster?.kill(1)
    const began = Date.now()
    await expect(append('meanwhile')).rejects.toMatchObject({ code: 'log.unavailable', retryable: true })
    expect(Date.now() - began).toBeLessThan(7000)
    await expect(log.ping()).rejects.toMatchObject({ code: 'log.unavailable' })
    await kafka?.cluster?.start(1)
    await vi.waitFor(() => append('after'), { timeout: 20_000, interval: 200 })
    await vi.waitFor(() => log.ping(), { timeout: 20_000, interval: 200 })
    await vi.waitFor(() => expect(seen).toContain('after'), { timeout: 30_000, interval: 200 })
    await consumer.close()
    await log.close()
  })

  test('who was taken for dead joins again, and its batch comes again', async () => {
    const log = await openKafkaLog({ ...options, topic: `t-${randomUUID()}` })
    const failures: unknown[] = []
    let committed = 0
    let calls = 0
    const started = Promise.withResolvers<Consumer>()
    const consumer = await log.consume({
      group: `g-${randomUUID()}`,
      onAssigned: async ({ committed, earliest }) => committed ?? earliest,
      onRevoked: async () => {},
      onError: error => failures.push(error),
      onBatch: async ({ partition, records }) => {
        // Longer than a session, and nothing of this process runs: as a frozen machine.
        if (calls++ === 0) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 17_000)
        await (await started.promise).commit({ partition, offset: (records.at(-1)?.offset ?? 0) + 1 })
        committed += 1
      },
    })
    started.resolve(consumer)
    await log.append({ partition: 0, header: sampleHeader(), value: Buffer.from('one') })
    await vi.waitFor(() => expect(committed).toBe(1), { timeout: 50_000, interval: 200 })
    expect(calls).toBeGreaterThan(1)
    expect(failures.length).toBeGreaterThan(0)
    await consumer.close()
    await log.close()
  })

  test('no broker at all is said in a second or two, and names the address', async () => {
    await expect(openKafkaLog({ ...options, brokers: ['127.0.0.1:1'], topic })).rejects.toMatchObject({
      code: 'log.unavailable',
      message: expect.stringContaining('127.0.0.1:1'),
    })
  })
})
