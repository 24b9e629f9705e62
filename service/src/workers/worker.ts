import type { FastifyInstance } from 'fastify'
import type { Logger } from 'pino'
import { Counter, Registry } from 'prom-client'
import type { Config } from '../config.ts'
import { createServer } from '../create-server.ts'
import { createDrain, type DrainStep, drainOnStop } from '../drain.ts'
import type { Check } from '../health.ts'
import { forwardRest } from './forward.ts'
import type { Asked, Peers, ToPrimary, ToWorker } from './messages.ts'
import type { WorkerRole } from './role.ts'

/** What a worker sets itself up with. */
export type WorkerParts = { app: FastifyInstance; metrics: Registry; peers: Peers }

/** `ping`: whether events would be taken now. `steps`: what is to be done after HTTP has closed, in order. */
export type Worker = { ping: Check; steps: DrainStep[] }

const say = (message: ToPrimary): void => {
  // Without its primary a worker ends by itself: node:cluster sees to it.
  process.send?.(message, undefined, undefined, () => {})
}

const createPeers = (): Peers => ({
  tell: message => say({ tell: message }),
  onTold: listener =>
    process.on('message', (message: ToWorker) => {
      if ('told' in message) listener(message.told)
    }),
})

const answerPrimary = (answers: Record<Asked, () => Promise<unknown>>): void => {
  process.on('message', (message: ToWorker) => {
    if (!('ask' in message)) return
    const { id, ask } = message
    answers[ask]().then(
      answer => say({ answer: answer ?? null, id }),
      error => say({ refusal: (error as Error).message, id }),
    )
  })
}

/** How evenly the requests fall: a connection stays with the worker that it came to. */
const countRequests = (app: FastifyInstance, registers: Registry[], worker: number): void => {
  const requests = new Counter({
    name: 'maidian_worker_requests_total',
    help: 'Requests, by the worker that they came to',
    labelNames: ['worker'],
    registers,
  })
  app.addHook('onResponse', (_request, _reply, done) => {
    requests.inc({ worker })
    done()
  })
}

/**
 * Runs this process as one of several that listen on the same port: what `setUp` does not serve is answered by the
 * primary.
 */
export const runWorker = async (
  role: WorkerRole,
  { config, logger }: { config: Config; logger: Logger },
  setUp: (parts: WorkerParts) => Promise<Worker>,
): Promise<void> => {
  const metrics = new Registry()
  const app = createServer(config, logger, () => {})
  countRequests(app, [metrics], role.number)
  await forwardRest(app, role.front)
  const { ping, steps } = await setUp({ app, metrics, peers: createPeers() })
  answerPrimary({ ping, metrics: () => metrics.getMetricsAsJSON() })
  await app.listen(role.at)
  drainOnStop(createDrain([{ name: 'http', run: () => app.close() }, ...steps], logger))
}

/** Does what a worker does; what fails ends it, and is the primary's to tell. */
export const asWorker = async (work: () => Promise<void>): Promise<void> => {
  try {
    await work()
  } catch (error) {
    const { message, code = null, stack = '' } = error as { message: string; code?: string; stack?: string }
    process.send?.({ failed: { message, code, stack } } satisfies ToPrimary, undefined, undefined, () =>
      process.exit(1),
    )
  }
}
