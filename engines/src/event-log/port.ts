import type { LogHeader } from '@maidian/schemas'

/** What the collector appends: one accepted batch. `partition` comes from `partitionOf`. */
export type LogEntry = { partition: number; header: LogHeader; value: Buffer }

/** What a consumer reads. Offsets grow within a partition and may have gaps. */
export type LogRecord = { offset: number; header: LogHeader | null; value: Buffer }

export type LogCoordinates = { partition: number; offset: number }

export type SpillDepth = {
  /** Records that are on this machine alone. */
  records: number
  /** How long the oldest of them has been, in ms; 0 without any. */
  ageMs: number
}

/** Where a record was made durable; `local`: on this machine alone, until the log itself is back. */
export type Appended = LogCoordinates & { durability?: 'local' }

/** A partition that this consumer now owns. `committed`: the next offset to read, null when nothing was committed. */
export type Assignment = { partition: number; generation: number; committed: number | null; earliest: number }

/** Where a group stands in a partition: the next offset that it reads (null: it committed none), and what the log holds. */
export type Position = { partition: number; committed: number | null; earliest: number; end: number }

export type LogBatch = { partition: number; generation: number; records: LogRecord[]; end: number }

export type ConsumeOptions = {
  group: string
  /** A partition comes: answers the offset to start at. A rejection ends the consumer. */
  onAssigned(assignment: Assignment): Promise<number>
  /** A partition goes: what is not committed will be read by its next owner. */
  onRevoked(partition: number): Promise<void>
  /**
   * Contiguous records of one partition. The next batch of that partition comes after this one resolved; partitions
   * do not wait for one another. After a rejection the same records come again, later.
   */
  onBatch(batch: LogBatch): Promise<void>
  /** Told of what went wrong inside and is being tried again. */
  onError?(error: unknown): void
}

export type Consumer = {
  /** Says that everything below `offset` is done. */
  commit(position: LogCoordinates): Promise<void>
  /** Stops after the batches under way. */
  close(): Promise<void>
}

/**
 * What a collector needs of the log: to put records into it.
 *
 * Failures are `EngineError` with a `log.*` code. A rejected append may be in the log all the same: the caller says
 * "not acknowledged, send again", and ids decide what is new.
 */
export interface EventLogWriter {
  /** Fixed for the life of the log: a device stays in its partition. */
  readonly partitions: number
  /** Bytes of value and header together that one record may have. */
  readonly maxRecordBytes: number
  /** Names this log: offsets begin anew in a new one. */
  readonly id: string
  /** Resolves once the record is durable. Memory is bounded: when full it rejects with `log.full`. */
  append(entry: LogEntry): Promise<Appended>
  /** Resolves when an append would likely succeed now; else rejects with the reason. */
  ping(): Promise<void>
  /** What is on this machine alone; absent where nothing ever is. */
  depth?(): SpillDepth
  close(): Promise<void>
}

/** The durable log between collector and stream processor. */
export interface EventLog extends EventLogWriter {
  consume(options: ConsumeOptions): Promise<Consumer>
  /** Where a group stands, in the order of partitions. */
  positions(group: string): Promise<Position[]>
  /** Of each partition the first offset at which something received at `time` (ms) or later may be. */
  offsetsAt(time: number): Promise<LogCoordinates[]>
  /**
   * Has a group go on elsewhere in these partitions. Rejects with `log.in_use` while somebody reads for it, with `log.gap` and
   * `log.beyond` where the log does not hold that place; then nothing has changed.
   */
  setPosition(group: string, to: readonly LogCoordinates[]): Promise<void>
}
