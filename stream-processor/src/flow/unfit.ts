import type { LogRecord } from '@maidian/engines'

/** Of one record: which of its events the store does not take, and why. */
export type UnfitEvents = ReadonlyMap<number, string>

/** Events that the store refused for what is in them. They go to quarantine when their record is read the next time. */
export type Unfit = {
  of(partition: number, record: LogRecord): UnfitEvents | undefined
  add(at: { partition: number; offset: number; index: number }, reason: string): void
  /** What is below is written. */
  forgetBelow(partition: number, offset: number): void
}

export const createUnfit = (): Unfit => {
  const partitions = new Map<number, Map<number, Map<number, string>>>()
  return {
    of: (partition, { offset }) => partitions.get(partition)?.get(offset),
    add: ({ partition, offset, index }, reason) => {
      const records = partitions.get(partition) ?? new Map<number, Map<number, string>>()
      const events = records.get(offset) ?? new Map<number, string>()
      partitions.set(partition, records.set(offset, events.set(index, reason)))
    },
    forgetBelow: (partition, below) => {
      const records = partitions.get(partition)
      for (const offset of records?.keys() ?? []) if (offset < below) records?.delete(offset)
    },
  }
}
