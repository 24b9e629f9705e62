import { MAX_BATCH_BYTES } from '@maidian/schemas'
import kafkajs, { type Admin } from 'kafkajs'
import { EngineError } from '../../errors.ts'

export type TopicOptions = { topic: string; partitions: number; replicationFactor: number; minInsyncReplicas: number }

const RETENTION_MS = 14 * 24 * 3_600_000
const TOPIC_MAX_BYTES = 2 * 1024 * 1024
/** A batch that is written anew may grow a little; header, keys and record framing come on top. */
const NEEDED_BYTES = MAX_BATCH_BYTES + 256 * 1024
/** Framing that Kafka counts and we do not. */
const FRAMING_BYTES = 16 * 1024

/**
 * Creates the topic where it is missing, and checks one that is there: how many partitions it has is fixed for its
 * life, and it must take what the collector lets in. Rejects with `log.config`.
 */
export const prepareTopic = async (
  admin: Admin,
  { topic, partitions, replicationFactor, minInsyncReplicas }: TopicOptions,
): Promise<{ partitions: number; maxRecordBytes: number }> => {
  const topics = await admin.listTopics()
  if (!topics.includes(topic)) {
    // Another process may be creating it at this moment: false then, and just as good.
    await admin.createTopics({
      waitForLeaders: true,
      topics: [
        {
          topic,
          numPartitions: partitions,
          replicationFactor,
          configEntries: [
            { name: 'min.insync.replicas', value: String(minInsyncReplicas) },
            { name: 'max.message.bytes', value: String(TOPIC_MAX_BYTES) },
            { name: 'retention.ms', value: String(RETENTION_MS) },
            { name: 'unclean.leader.election.enable', value: 'false' },
          ],
        },
      ],
    })
  }
  const { topics: described } = await admin.fetchTopicMetadata({ topics: [topic] })
  const found = described[0]?.partitions.length ?? 0
  if (found === 0) throw new EngineError('log.config', `topic ${topic} has no partitions`)
  const { resources } = await admin.describeConfigs({
    includeSynonyms: false,
    resources: [{ type: kafkajs.ConfigResourceTypes.TOPIC, name: topic, configNames: ['max.message.bytes'] }],
  })
  const limit = Number(resources[0]?.configEntries[0]?.configValue ?? 0)
  if (limit < NEEDED_BYTES) {
    throw new EngineError(
      'log.config',
      `topic ${topic}: max.message.bytes is ${limit}, at least ${NEEDED_BYTES} is needed`,
    )
  }
  return { partitions: found, maxRecordBytes: Math.min(limit, TOPIC_MAX_BYTES) - FRAMING_BYTES }
}
