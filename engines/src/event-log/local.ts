import { mkdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { EngineError } from '../errors.ts'
import { encodeHeader } from './header-codec.ts'
import { startLocalConsumer } from './local/consumer.ts'
import { watchDisk } from './local/disk-floor.ts'
import { framedBytes } from './local/frame.ts'
import { createGroupCommit } from './local/group-commit.ts'
import { offsetAt } from './local/position.ts'
import { openSegments } from './local/segments.ts'
import { openState } from './local/state.ts'
import type { Consumer, EventLog, LogCoordinates, Position } from './port.ts'
import { assertWithin } from './within.ts'

/** `appendEncoded`: the same as `append`, for a header that is bytes already. */
export type LocalLog = EventLog & {
  appendEncoded(entry: { header: Buffer; value: Buffer }): Promise<LogCoordinates>
}

export type LocalLogOptions = {
  dir: string
  /** A segment is closed at this size. */
  segmentBytes?: number
  /** Consumed segments older than this go. */
  keepMs?: number
  /** Consumed segments go, oldest first, while all together are larger than this. */
  keepBytes?: number
  /** Free disk space below which appends are refused. */
  floorBytes?: number
  /** Bytes that may wait for their commit. */
  maxPendingBytes?: number
  /** How often consumed segments are looked for. */
  tidyEveryMs?: number
  /** Refuse a log that another process reads, with `log.in_use`: for tools that must not be the second. */
  idle?: boolean
}

const MiB = 1024 * 1024
const MAX_RECORD_BYTES = 2 * MiB

/**
 * The embedded log: one partition, files that only grow as segments, one write and one sync for all that wait. One
 * process at a time; the embedded store's lock guards the data folder, so it must have been started before.
 */
export const openLocalLog = async (options: LocalLogOptions): Promise<LocalLog> => {
  const { dir } = options
  const segmentBytes = options.segmentBytes ?? 256 * MiB
  const keepMs = options.keepMs ?? 24 * 3_600_000
  const keepBytes = options.keepBytes ?? 10 * 1024 * MiB
  const floorBytes = options.floorBytes ?? 512 * MiB
  const maxPendingBytes = options.maxPendingBytes ?? 64 * MiB
  mkdirSync(dir, { recursive: true })
  const state = await openState(dir)
  if (options.idle) {
    const reader = state.anyReader()
    if (reader !== null) {
      await state.close()
      throw new EngineError('log.in_use', `process ${reader}`)
    }
  }
  const segments = openSegments(join(dir, 'segments'))
  const disk = await watchDisk(dir)
  const consumers = new Set<Consumer>()

  let pending = 0
  let closed = false
  const waiting = new Set<() => void>()
  const commits = createGroupCommit(segments, segmentBytes, () => {
    for (const wake of waiting) wake()
  })

  const grown = (ms: number): Promise<void> =>
    new Promise(resolve => {
      const wake = (): void => {
        clearTimeout(timer)
        waiting.delete(wake)
        resolve()
      }
      const timer = setTimeout(wake, ms)
      timer.unref()
      waiting.add(wake)
    })

  const admit = (free: number): void => {
    if (closed) throw new EngineError('log.closed')
    if (free < floorBytes) throw new EngineError('log.disk_floor', `${free} bytes free, ${floorBytes} must stay`)
  }

  /** Whole segments that every group has read, and that are too old or too many. */
  const tidy = async (): Promise<void> => {
    for (;;) {
      const [oldest, following] = segments.all()
      if (!oldest || !following) return
      const groups = state.groups()
      const consumed = groups.length > 0 && groups.every(({ committed }) => committed >= following.base)
      if (!consumed) return
      const total = segments.all().reduce((sum, segment) => sum + segment.size(), 0)
      const age = Date.now() - statSync(oldest.file).mtimeMs
      if (age < keepMs && total <= keepBytes) return
      await segments.removeOldest()
    }
  }
  let tidying = Promise.resolve()
  const timer = setInterval(() => {
    tidying = tidying.then(tidy).catch(() => {})
  }, options.tidyEveryMs ?? 10_000)
  timer.unref()

  const appendEncoded: LocalLog['appendEncoded'] = async ({ header, value }) => {
    admit(disk.known())
    const entry = { header, value }
    const bytes = framedBytes(entry)
    if (bytes > MAX_RECORD_BYTES) throw new EngineError('log.too_large', `${bytes} bytes`)
    if (pending + bytes > maxPendingBytes) throw new EngineError('log.full')
    pending += bytes
    try {
      return { partition: 0, offset: await commits.append(entry) }
    } catch (cause) {
      throw new EngineError('log.unavailable', String(cause), { cause })
    } finally {
      pending -= bytes
    }
  }

  const positions = (group: string): Position[] => [
    {
      partition: 0,
      committed: state.committed(group),
      earliest: segments.all()[0]?.base ?? 0,
      end: segments.current().end(),
    },
  ]

  return {
    partitions: 1,
    maxRecordBytes: MAX_RECORD_BYTES,
    id: state.id,
    append: ({ header, value }) => appendEncoded({ header: encodeHeader(header), value }),
    appendEncoded,
    consume: async consume => {
      const end = (): number => segments.current().end()
      const consumer = await startLocalConsumer({ segments, state, end, grown }, consume)
      consumers.add(consumer)
      return consumer
    },
    positions: async group => positions(group),
    offsetsAt: async time => [{ partition: 0, offset: offsetAt(segments, time) }],
    setPosition: async (group, to) => {
      assertWithin(positions(group), to)
      const reader = state.reader(group)
      if (reader !== null) throw new EngineError('log.in_use', `group ${group}, process ${reader}`)
      for (const { offset } of to) await state.commit(group, offset)
    },
    ping: async () => admit(await disk.free()),
    close: async () => {
      if (closed) return
      closed = true
      clearInterval(timer)
      await Promise.all([...consumers].map(consumer => consumer.close()))
      await commits.idle()
      await tidying
      segments.close()
      await state.close()
    },
  }
}
