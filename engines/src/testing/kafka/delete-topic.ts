import { setTimeout as sleep } from 'node:timers/promises'
import kafkajs from 'kafkajs'

const LOOK_MS = 100

/** Deletes a topic with its records, and resolves once the brokers do not know it any more. */
export const deleteTopic = async (brokers: string[], topic: string): Promise<void> => {
  const admin = new kafkajs.Kafka({ brokers, logLevel: kafkajs.logLevel.NOTHING }).admin()
  await admin.connect()
  try {
    await admin.deleteTopics({ topics: [topic] })
    while ((await admin.listTopics()).includes(topic)) await sleep(LOOK_MS)
  } finally {
    await admin.disconnect()
  }
}
