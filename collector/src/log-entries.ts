import { type LogEntry, partitionOf } from '@maidian/engines'
import type { EventVerdict, LogHeader } from '@maidian/schemas'
import { ruleWithPath } from '@maidian/tracking-plan'
import { type ReadBody, serialised } from './body.ts'
import { actorOf } from './judge.ts'

type Facts = Omit<LogHeader, 'encoding' | 'verdicts'>

type HeaderVerdict = LogHeader['verdicts'][number]

/** How the header lists events that were not plainly accepted; `indexes`: those of a part of the batch, in its order. */
const headerVerdicts = (verdicts: EventVerdict[], indexes: number[] | null): HeaderVerdict[] => {
  const listed = verdicts
    .filter(({ verdict }) => verdict !== 'accepted')
    .map(({ index, verdict, reasons }): HeaderVerdict => [index, verdict, [...new Set(reasons.map(ruleWithPath))]])
  if (indexes === null) return listed
  const byIndex = new Map(listed.map(verdict => [verdict[0], verdict]))
  return indexes.flatMap((at, index): HeaderVerdict[] => {
    const [, verdict, rules] = byIndex.get(at) ?? []
    return verdict && rules ? [[index, verdict, rules]] : []
  })
}

/** The same events, by their places in a part of the batch. */
const placesIn = (places: readonly number[], indexes: readonly number[]): number[] =>
  indexes.flatMap((at, index) => (places.includes(at) ? [index] : []))

const idOf = (event: unknown): string => {
  const id = (event as { id?: unknown } | null)?.id
  return typeof id === 'string' ? id : ''
}

/**
 * What decides the partition of an event: it must stay the same when the event is sent again. A device that the
 * collector gave does not, since the next try may come from another address or on another day.
 */
export const placeOf = (
  event: unknown,
  batch: ReadBody['batch'],
  { device }: { device?: string | undefined },
): string => actorOf(event, batch) || (device === undefined ? '' : idOf(event))

/**
 * One record with the body's own bytes. Only a batch that private data was taken out of, or whose devices fall on
 * several partitions, is written anew, one record per partition: re-serialising costs more than all the rest.
 */
export const logEntries = (
  body: ReadBody,
  verdicts: EventVerdict[],
  { facts, partitions, rewritten }: { facts: Facts; partitions: number; rewritten: boolean },
): LogEntry[] => {
  const { batch } = body
  const byPartition = new Map<number, number[]>()
  // A batch of an SDK has one actor: hashing it for each event would cost as much as judging them.
  let actor: string | undefined
  let partition = 0
  batch.events.forEach((event, index) => {
    const own = placeOf(event, batch, facts)
    if (own !== actor) partition = partitionOf(facts.project, own, partitions)
    actor = own
    const indexes = byPartition.get(partition)
    if (indexes) indexes.push(index)
    else byPartition.set(partition, [index])
  })
  const [only] = byPartition.keys()
  if (byPartition.size === 1 && only !== undefined && !rewritten) {
    const header = { ...facts, encoding: body.encoding, verdicts: headerVerdicts(verdicts, null) }
    return [{ partition: only, header, value: body.bytes }]
  }
  const { internal } = facts
  return [...byPartition].map(([partition, indexes]) => ({
    partition,
    header: {
      ...facts,
      ...(Array.isArray(internal) && { internal: placesIn(internal, indexes) }),
      encoding: 'identity' as const,
      verdicts: headerVerdicts(verdicts, indexes),
    },
    value: Buffer.from(serialised({ ...batch, events: indexes.map(index => batch.events[index]) })),
  }))
}
