import { EngineError } from '../../errors.ts'
import { decodeHeader } from '../header-codec.ts'
import type { ConsumeOptions, Consumer } from '../port.ts'
import type { Segments } from './segments.ts'
import type { LogState } from './state.ts'

type Deps = {
  segments: Segments
  state: LogState
  /** The offset after the last durable record. */
  end(): number
  /** Resolves when `end` has grown, or `ms` have passed. */
  grown(ms: number): Promise<void>
}

const BATCH_RECORDS = 500
const BATCH_BYTES = 8 * 1024 * 1024
const IDLE_MS = 1000
const RETRY_MS = [100, 200, 400, 800, 1600, 3000] as const

/** Reads the one partition in order. A batch that was refused comes again, with growing pauses. */
export const startLocalConsumer = async (deps: Deps, options: ConsumeOptions): Promise<Consumer> => {
  const { segments, state } = deps
  const generation = await state.nextGeneration(options.group)
  const earliest = segments.all()[0]?.base ?? 0
  const committed = state.committed(options.group)
  let next = await options.onAssigned({ partition: 0, generation, committed, earliest })
  if (next < earliest) throw new EngineError('log.gap', `wanted ${next}, the log begins at ${earliest}`)
  await state.reading(options.group, true)
  let closing = false
  let wake: () => void = () => {}

  const readBatch = () => {
    const from = next
    const segment = segments.at(from)
    const read = (which: typeof segment) => which?.read({ from, limit: BATCH_RECORDS, maxBytes: BATCH_BYTES }) ?? []
    const here = read(segment)
    if (here.length > 0 || segment === undefined) return here
    return read(segments.all().find(later => later.base > segment.base))
  }

  const pause = (ms: number) =>
    new Promise<void>(resolve => {
      const timer = setTimeout(resolve, ms)
      wake = () => {
        clearTimeout(timer)
        resolve()
      }
    })

  const run = async (): Promise<void> => {
    let failures = 0
    while (!closing) {
      const end = deps.end()
      const records = next < end ? readBatch().filter(record => record.offset < end) : []
      const last = records.at(-1)
      if (!last) {
        await Promise.race([deps.grown(IDLE_MS), new Promise<void>(resolve => (wake = resolve))])
        continue
      }
      try {
        await options.onBatch({
          partition: 0,
          generation,
          end,
          records: records.map(({ offset, header, value }) => ({ offset, header: decodeHeader(header), value })),
        })
        next = last.offset + 1
        failures = 0
      } catch (error) {
        options.onError?.(error)
        await pause(RETRY_MS[Math.min(failures++, RETRY_MS.length - 1)] as number)
      }
    }
  }

  const running = run()
  return {
    commit: ({ offset }) => state.commit(options.group, offset),
    close: async () => {
      if (closing) return
      closing = true
      wake()
      await running
      await state.reading(options.group, false)
      await options.onRevoked(0)
    },
  }
}
