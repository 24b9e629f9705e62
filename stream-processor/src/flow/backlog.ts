import type { LogBatch, LogRecord } from '@maidian/engines'

/** A record that waits, with the end of its partition when it was read. */
export type Waiting = { partition: number; record: LogRecord; end: number }

/** How far a round came in each partition: what is below `offset` is done. */
export type Reached = ReadonlyMap<number, { offset: number; end: number; epoch: number }>

export type Backlog = {
  /** Resolves once the records are kept and there is room for more; bounded memory is bounded here. */
  add(batch: Pick<LogBatch, 'partition' | 'records' | 'end'>): Promise<void>
  /** The next record, of each partition in turn. It stays until it is done, or comes again after `rewind`. */
  take(): (Waiting & { epoch: number }) | undefined
  /** Bytes of what was not taken yet; of gzipped records about what they will be. */
  bytes(): number
  /** Everything that was taken and is not done will be taken again. */
  rewind(): void
  /** Forgets what is below these offsets. Returns those that still belong to us. */
  done(reached: Reached): Map<number, { offset: number; end: number }>
  /** Begins a partition anew: it came, or it went. */
  forget(partition: number): void
  /** Resolves when something was added, forgotten or rewound. */
  changed(): Promise<void>
  /** Lets everybody go who waits for room. */
  release(): void
}

type Queue = { epoch: number; records: { record: LogRecord; end: number }[]; taken: number }

/** JSON in gzip is about so many times as large once it is read. */
const UNPACKED = 6

const sizeOf = ({ value, header }: LogRecord): number => value.length * (header?.encoding === 'gzip' ? UNPACKED : 1)

/** Records that have been read from the log and are not in the store yet, partition by partition. */
export const createBacklog = (limitBytes: number): Backlog => {
  const queues = new Map<number, Queue>()
  let epochs = 0
  let kept = 0
  let untaken = 0
  let turn = 0
  let released = false
  let change = Promise.withResolvers<void>()
  let room = Promise.withResolvers<void>()

  const tell = (): void => {
    change.resolve()
    change = Promise.withResolvers()
  }
  const makeRoom = (): void => {
    if (kept > limitBytes && !released) return
    room.resolve()
    room = Promise.withResolvers()
  }
  const queueOf = (partition: number): Queue => {
    const held = queues.get(partition)
    if (held) return held
    const queue = { epoch: ++epochs, records: [], taken: 0 }
    queues.set(partition, queue)
    return queue
  }
  const drop = (queue: Queue, count: number): void => {
    for (const [i, { record }] of queue.records.splice(0, count).entries()) {
      kept -= sizeOf(record)
      if (i >= queue.taken) untaken -= sizeOf(record)
    }
    queue.taken = Math.max(0, queue.taken - count)
  }

  return {
    add: async ({ partition, records, end }) => {
      const queue = queueOf(partition)
      for (const record of records) {
        queue.records.push({ record, end })
        kept += sizeOf(record)
        untaken += sizeOf(record)
      }
      tell()
      while (kept > limitBytes && !released) await room.promise
    },
    take: () => {
      const all = [...queues]
      for (let n = 0; n < all.length; n++) {
        const [partition, queue] = all[(turn + n) % all.length] as [number, Queue]
        const next = queue.records[queue.taken]
        if (next === undefined) continue
        turn = (turn + n + 1) % all.length
        queue.taken += 1
        untaken -= sizeOf(next.record)
        return { partition, epoch: queue.epoch, ...next }
      }
      return undefined
    },
    bytes: () => untaken,
    rewind: () => {
      for (const queue of queues.values()) {
        for (const { record } of queue.records.slice(0, queue.taken)) untaken += sizeOf(record)
        queue.taken = 0
      }
      tell()
    },
    done: reached => {
      const ours = new Map<number, { offset: number; end: number }>()
      for (const [partition, { offset, end, epoch }] of reached) {
        const queue = queues.get(partition)
        if (queue?.epoch !== epoch) continue
        const beyond = queue.records.findIndex(({ record }) => record.offset >= offset)
        drop(queue, beyond === -1 ? queue.records.length : beyond)
        ours.set(partition, { offset, end })
      }
      makeRoom()
      return ours
    },
    forget: partition => {
      const queue = queues.get(partition)
      if (queue) drop(queue, queue.records.length)
      queues.delete(partition)
      makeRoom()
      tell()
    },
    changed: () => change.promise,
    release: () => {
      released = true
      makeRoom()
      tell()
    },
  }
}
