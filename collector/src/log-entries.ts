import { type LogEntry, partitionOf } from '@maidian/engines'
import type { EventVerdict, LogHeader } from '@maidian/schemas'
import type { ReadBody } from './body.ts'
import { actorOf } from './judge.ts'

type Facts = Omit<LogHeader, 'encoding' | 'verdicts'>

const headerVerdicts = (verdicts: EventVerdict[], indexes: number[] | null): LogHeader['verdicts'] => {
  const listed =
    indexes === null ? verdicts : indexes.map((at, index) => ({ ...(verdicts[at] as EventVerdict), index }))
  return listed
    .filter(({ verdict }) => verdict !== 'accepted')
    .map(({ index, verdict, reasons }) => [index, verdict, reasons.map(({ rule }) => rule)])
}

/**
 * One record with the body's own bytes. Only a batch whose devices fall on several partitions is written anew, one
 * record per partition: re-serialising costs more than all the rest.
 */
export const logEntries = (
  body: ReadBody,
  verdicts: EventVerdict[],
  { facts, partitions }: { facts: Facts; partitions: number },
): LogEntry[] => {
  const byPartition = new Map<number, number[]>()
  body.batch.events.forEach((event, index) => {
    const partition = partitionOf(facts.project, actorOf(event, body.batch), partitions)
    const indexes = byPartition.get(partition)
    if (indexes) indexes.push(index)
    else byPartition.set(partition, [index])
  })
  const [only] = byPartition.keys()
  if (byPartition.size === 1 && only !== undefined) {
    const header = { ...facts, encoding: body.encoding, verdicts: headerVerdicts(verdicts, null) }
    return [{ partition: only, header, value: body.bytes }]
  }
  return [...byPartition].map(([partition, indexes]) => ({
    partition,
    header: { ...facts, encoding: 'identity' as const, verdicts: headerVerdicts(verdicts, indexes) },
    value: Buffer.from(JSON.stringify({ ...body.json, events: indexes.map(index => body.batch.events[index]) })),
  }))
}
