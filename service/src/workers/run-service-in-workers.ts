import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import { readConfig } from '../config.ts'
import { readEnvironment } from '../environment.ts'
import { guardRequest } from '../guards.ts'
import { type Check, healthRoutes, type Metrics } from '../health.ts'
import { createLogger } from '../logging.ts'
import { runService, type Service, type ServiceContext, type SetUp } from '../run-service.ts'
import type { Peers } from './messages.ts'
import { startWorkers } from './primary.ts'
import { type WorkerRole, workerRole } from './role.ts'
import { socketFolder } from './socket-folder.ts'
import { asWorker, runWorker, type Worker } from './worker.ts'

/** `peers`: the other workers; null where there is one process alone. */
export type WorkerContext = ServiceContext & { worker: { number: number; count: number }; peers: Peers | null }

/** Sets up what every worker of a service does. */
export type SetUpWorker = (app: FastifyInstance, context: WorkerContext) => Promise<Worker>

type Health = { hosts: readonly string[]; check: Check; metrics: Metrics }

const guardedHealth = async (app: FastifyInstance, { hosts, check, metrics }: Health): Promise<void> => {
  await app.register(async guarded => {
    guarded.addHook('onRequest', async request => guardRequest(request, { hosts }))
    healthRoutes(guarded, { checks: { log: check }, metrics })
  })
}

const runOne = (service: Service, setUp: SetUpWorker): Promise<void> =>
  runService(service, async (app, context) => {
    const { ping, steps } = await setUp(app, { ...context, worker: { number: 0, count: 1 }, peers: null })
    await guardedHealth(context.admin, { hosts: context.config.hosts, check: ping, metrics: context.metrics })
    return steps
  })

const runPrimary = async (service: Service, count: number): Promise<void> => {
  const folder = socketFolder(null)
  process.once('exit', folder.remove)
  const front = join(folder.path, 'front.sock')
  const setUp: SetUp = async (_, { admin, config, environment, logger, metrics }) => {
    const { HOST: host, PORT: port } = environment
    const workers = await startWorkers({
      count,
      at: { host, port },
      front,
      log: null,
      logger,
      onLost: err => {
        logger.fatal({ event: 'workers.lost', err })
        process.exit(1)
      },
    })
    await guardedHealth(admin, { hosts: config.hosts, check: workers.check, metrics: workers.metrics(metrics) })
    return [{ name: 'workers', run: workers.close }]
  }
  await runService(service, setUp, { path: front })
}

const runRole = (name: string, role: WorkerRole, setUp: SetUpWorker): Promise<void> =>
  asWorker(async () => {
    const environment = readEnvironment(process.env)
    const config = readConfig(environment.MAIDIAN_CONFIG)
    const logger = createLogger({ name, level: environment.MAIDIAN_LOG_LEVEL ?? 'info' })
    await runWorker(role, { config, logger }, ({ app, metrics, peers }) =>
      setUp(app, { config, environment, logger, metrics, peers, worker: role }),
    )
  })

/** Runs one service as `MAIDIAN_WORKERS` processes that share `HOST` and `PORT`; as one, where that is 1. */
export const runServiceInWorkers = async (service: Service, setUp: SetUpWorker): Promise<void> => {
  const role = workerRole()
  if (role !== null) return runRole(service.name, role, setUp)
  const count = workersWanted()
  return count === 1 ? runOne(service, setUp) : runPrimary(service, count)
}

/** One where the environment cannot be read: `runService` then says why. */
const workersWanted = (): number => {
  try {
    return readEnvironment(process.env).MAIDIAN_WORKERS
  } catch {
    return 1
  }
}
