import cluster, { type Worker as Process } from 'node:cluster'
import type { Logger } from 'pino'
import { Counter, Gauge, Registry } from 'prom-client'
import type { Check, Metrics } from '../health.ts'
import type { Asked, ToPrimary, ToWorker } from './messages.ts'
import { createMetricsSum, type MetricsTold } from './metrics-sum.ts'
import { roleEnvironment, type WorkerRole } from './role.ts'

/** Why a worker did not start, in its own words and with its code. */
export class WorkerError extends Error {
  readonly code: string | null
  constructor({ message, code, stack }: { message: string; code: string | null; stack?: string }) {
    super(message)
    this.name = 'WorkerError'
    this.code = code
    if (stack !== undefined) this.stack = stack
  }
}

export type WorkersOptions = Omit<WorkerRole, 'number'> & {
  logger: Logger
  /** Told when no worker is left, and none starts though it was tried again and again. */
  onLost(error: WorkerError): void
}

export type Workers = {
  /** Where they all listen. */
  address: { address: string; port: number }
  /** Asks each worker whether its log takes events. */
  check: Check
  /** Those of all workers as one, and those of this process. */
  metrics(own: Registry): Metrics
  /** Lets every worker end what it has begun; resolves when all have ended. */
  close(): Promise<void>
}

type One = { process: Process; number: number; listening: boolean; told: MetricsTold; failure: WorkerError | null }

const ANSWER_MS = 2500
/** Pauses before a worker that has ended is started again; the last one from then on. */
const PAUSES_MS = [100, 200, 400, 800, 1600, 3200, 6400, 10_000] as const
/** So often a worker is tried that does not start, where no other serves. */
const TRIES = 5
/** One that has served for so long has not failed to start. */
const STEADY_MS = 10_000

const createWorkerMetrics = (registers: Registry[], listening: () => number) => {
  new Gauge({
    name: 'maidian_workers',
    help: 'Processes that take events now',
    registers,
    collect() {
      this.set(listening())
    },
  })
  return new Counter({
    name: 'maidian_worker_restarts_total',
    help: 'Workers that ended without being asked to, and were started again',
    labelNames: ['worker'],
    registers,
  })
}

/** Questions to workers, and their answers. */
const createAsk = () => {
  const waiting = new Map<number, { resolve(answer: unknown): void; reject(error: Error): void }>()
  let last = 0
  return {
    answered: (message: ToPrimary): void => {
      if (!('id' in message)) return
      const asked = waiting.get(message.id)
      if ('answer' in message) asked?.resolve(message.answer)
      else asked?.reject(new Error(message.refusal))
    },
    ask: async ({ process, number }: One, what: Asked): Promise<unknown> => {
      const id = ++last
      let timer: NodeJS.Timeout | undefined
      try {
        return await new Promise((resolve, reject) => {
          waiting.set(id, { resolve, reject })
          timer = setTimeout(() => reject(new Error(`worker ${number} does not answer`)), ANSWER_MS)
          const question: ToWorker = { ask: what, id }
          process.send(question, error => error && reject(error))
        })
      } finally {
        clearTimeout(timer)
        waiting.delete(id)
      }
    },
  }
}

/**
 * Runs this program again as `count` workers, which share one port: whoever is free takes the next connection. One that
 * ends is replaced. Rejects with `WorkerError` where one of them cannot start.
 */
export const startWorkers = async ({ logger, onLost, ...shared }: WorkersOptions): Promise<Workers> => {
  const { count, at } = shared
  const alive = new Set<One>()
  const failures = new Map<number, number>()
  const pausing = new Set<NodeJS.Timeout>()
  const sum = createMetricsSum()
  const { ask, answered } = createAsk()
  const listening = (): One[] => [...alive].filter(one => one.listening)
  const registry = new Registry()
  const restarts = createWorkerMetrics([registry], () => listening().length)
  let address: Workers['address'] | undefined
  let port = at.port
  let isStarted = false
  let closing = false
  let onStarted = (): void => {}
  let onFailed: (error: WorkerError) => void = () => {}
  const started = new Promise<void>((resolve, reject) => {
    onStarted = resolve
    onFailed = reject
  })

  const relay = (from: One, told: unknown): void => {
    for (const one of alive)
      if (one !== from && one.process.isConnected()) one.process.send({ told } satisfies ToWorker)
  }
  const replace = (one: One, how: string): void => {
    // Port 0 means the same port to all workers only as long as one of them has it.
    if (listening().length === 0) port = address?.port ?? port
    const tries = failures.get(one.number) ?? 0
    const pause = PAUSES_MS[Math.min(tries, PAUSES_MS.length - 1)] as number
    failures.set(one.number, tries + 1)
    restarts.inc({ worker: one.number })
    logger.error({ event: 'worker.ended', worker: one.number, how, again_in_ms: pause, err: one.failure ?? undefined })
    const timer = setTimeout(() => {
      pausing.delete(timer)
      fork(one.number)
    }, pause)
    pausing.add(timer)
  }
  const ended = (one: One, how: string): void => {
    alive.delete(one)
    if (one.told.length > 0) sum.ended(one.told)
    if (closing) return
    const failure = one.failure ?? new WorkerError({ message: `a worker ended: ${how}`, code: null })
    const isLast = !one.listening && listening().length === 0 && (failures.get(one.number) ?? 0) >= TRIES
    if (!isStarted) onFailed(failure)
    else if (isLast) onLost(failure)
    else replace(one, how)
  }
  const fork = (number: number): void => {
    const role: WorkerRole = { ...shared, number, at: { ...at, port } }
    const one: One = { process: cluster.fork(roleEnvironment(role)), number, listening: false, told: [], failure: null }
    alive.add(one)
    one.process.on('message', (message: ToPrimary) => {
      if ('tell' in message) relay(one, message.tell)
      else if ('failed' in message) one.failure = new WorkerError(message.failed)
      else answered(message)
    })
    one.process.on('listening', ({ address: host, port: taken }) => {
      if (address === undefined) {
        address = { address: host, port: taken }
        for (let next = 1; next < count; next++) fork(next)
      }
      // Begun when no other was left to share port 0 with.
      if (taken !== address.port) one.process.process.kill('SIGKILL')
      one.listening = true
      setTimeout(() => alive.has(one) && failures.delete(number), STEADY_MS).unref()
      if (listening().length === count) onStarted()
    })
    // What cannot be sent to one that has ended is not missed.
    one.process.on('error', () => {})
    one.process.once('exit', (code, signal) => ended(one, signal ?? `code ${code}`))
  }
  const close = async (): Promise<void> => {
    closing = true
    for (const timer of pausing) clearTimeout(timer)
    await Promise.all(
      [...alive].map(
        ({ process }) =>
          new Promise<void>(resolve => {
            process.once('exit', () => resolve())
            process.process.kill('SIGTERM')
          }),
      ),
    )
  }

  // Each takes connections itself, of one socket: one that this process had given to a worker that dies would be nobody's.
  cluster.schedulingPolicy = cluster.SCHED_NONE
  // The first one alone: what others may only find, such as a topic, it makes.
  fork(0)
  try {
    await started
    isStarted = true
  } catch (error) {
    await close()
    throw error
  }
  const told = async (one: One): Promise<MetricsTold> => {
    one.told = await ask(one, 'metrics').then(
      answer => answer as MetricsTold,
      () => one.told,
    )
    return one.told
  }
  return {
    address: address as unknown as Workers['address'],
    check: async () => {
      const asked = listening()
      if (asked.length === 0) throw new Error('no worker takes events')
      await Promise.all(asked.map(one => ask(one, 'ping')))
    },
    metrics: own => ({
      contentType: own.contentType,
      metrics: async () => {
        const all = await sum.of(await Promise.all(listening().map(told)))
        return (await Promise.all([own, registry, all].map(one => one.metrics()))).join('')
      },
    }),
    close,
  }
}
