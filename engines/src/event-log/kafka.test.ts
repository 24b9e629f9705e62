import { randomUUID } from 'node:crypto'
import { afterAll, describe, expect, test } from 'vitest'
import { kafkaForTests } from '../testing/kafka/kafka-for-tests.ts'
import { eventLogContract } from './contract.ts'
import { openKafkaLog } from './kafka.ts'

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

  test('no broker at all is said in a second or two, and names the address', async () => {
    await expect(openKafkaLog({ ...options, brokers: ['127.0.0.1:1'], topic })).rejects.toMatchObject({
      code: 'log.unavailable',
      message: expect.stringContaining('127.0.0.1:1'),
    })
  })
})
