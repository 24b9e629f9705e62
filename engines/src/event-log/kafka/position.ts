import type { Admin } from 'kafkajs'
import { EngineError } from '../../errors.ts'
import type { LogCoordinates, Position } from '../port.ts'

/** States of a group without a member. */
const INACTIVE = new Set(['Empty', 'Dead'])

const unavailable = (cause: unknown): EngineError =>
  cause instanceof EngineError ? cause : new EngineError('log.unavailable', (cause as Error).message, { cause })

export const kafkaPositions = async (admin: Admin, topic: string, group: string): Promise<Position[]> => {
  const [offsets, [held]] = await Promise.all([
    admin.fetchTopicOffsets(topic),
    admin.fetchOffsets({ groupId: group, topics: [topic] }),
  ]).catch(cause => {
    throw unavailable(cause)
  })
  return offsets
    .map(({ partition, low, high }) => {
      const stored = Number(held?.partitions.find(one => one.partition === partition)?.offset ?? -1)
      // A commit beyond the end belongs to a topic of the same name that was deleted.
      const committed = stored < 0 || stored > Number(high) ? null : stored
      return { partition, committed, earliest: Number(low), end: Number(high) }
    })
    .sort((a, b) => a.partition - b.partition)
}

/** By the time at which records were appended. */
export const kafkaOffsetsAt = async (admin: Admin, topic: string, time: number): Promise<LogCoordinates[]> => {
  const found = await admin.fetchTopicOffsetsByTimestamp(topic, time).catch(cause => {
    throw unavailable(cause)
  })
  return found
    .map(({ partition, offset }) => ({ partition, offset: Number(offset) }))
    .sort((a, b) => a.partition - b.partition)
}

/** `to` is within the log. Kafka takes it only while the group has no member. */
export const setKafkaPosition = async (
  admin: Admin,
  topic: string,
  { group, to }: { group: string; to: readonly LogCoordinates[] },
): Promise<void> => {
  const { groups } = await admin.describeGroups([group]).catch(cause => {
    throw unavailable(cause)
  })
  const state = groups[0]?.state ?? 'Dead'
  if (!INACTIVE.has(state)) throw new EngineError('log.in_use', `group ${group} is ${state}`)
  const partitions = to.map(({ partition, offset }) => ({ partition, offset: String(offset) }))
  await admin.setOffsets({ groupId: group, topic, partitions }).catch(cause => {
    // Somebody joined in between.
    if (/no running instances/.test((cause as Error).message)) throw new EngineError('log.in_use', `group ${group}`)
    throw unavailable(cause)
  })
}
