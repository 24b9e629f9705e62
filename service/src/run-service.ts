import type { FastifyInstance } from 'fastify'
import type { Logger } from 'pino'
import { Registry } from 'prom-client'
import { type Config, readConfig } from './config.ts'
import { createServer } from './create-server.ts'
import { createDrain, type DrainStep, drainOnStop } from './drain.ts'
import { type Environment, readEnvironment } from './environment.ts'
import { guardRequest } from './guards.ts'
import { aliveRoute } from './health.ts'
import { createLogger } from './logging.ts'

export type ServiceContext = {
  config: Config
  environment: Readonly<Environment>
  logger: Logger
  metrics: Registry
}

/**
 * Sets the service up on `app`, and returns what is to be done after HTTP has closed, in order. `context.admin` is for
 * routes that the public has no business with: `app` itself, unless they have a port of their own.
 */
export type SetUp = (app: FastifyInstance, context: ServiceContext & { admin: FastifyInstance }) => Promise<DrainStep[]>

export type Service = {
  name: string
  /** Its port is open to the world: what its operators ask may have one of its own. */
  takesEvents?: boolean
}

/**
 * Runs one service as a process of its own: environment and configuration, HTTP on `HOST` and `PORT` (or `at`), drain.
 * One that `takesEvents` may part its routes: those for its operators go to `ADMIN_HOST` and `ADMIN_PORT`, and the public
 * port keeps `/healthz` beside its own. What keeps it from starting is one line on stderr and exit code 1.
 */
export const runService = async (service: Service, setUp: SetUp, at?: { path: string }): Promise<void> => {
  const { name, takesEvents = false } = service
  try {
    const environment = readEnvironment(process.env)
    const config = readConfig(environment.MAIDIAN_CONFIG)
    const logger = createLogger({ name, level: environment.MAIDIAN_LOG_LEVEL ?? 'info' })
    const metrics = new Registry()
    const { HOST, PORT, ADMIN_HOST, ADMIN_PORT } = environment
    const app = createServer(config, logger)
    const parted = takesEvents && ADMIN_PORT !== undefined
    const admin = parted ? createServer(config, logger) : app
    if (parted) {
      await app.register(async guarded => {
        guarded.addHook('onRequest', async request => guardRequest(request, { hosts: config.hosts }))
        aliveRoute(guarded)
      })
    }
    const steps = await setUp(app, { config, environment, logger, metrics, admin })
    if (parted) await admin.listen({ host: ADMIN_HOST, port: ADMIN_PORT })
    await app.listen(at ?? { host: HOST, port: PORT })
    const closing = [{ name: 'http', run: () => app.close() }]
    if (parted) closing.push({ name: 'admin', run: () => admin.close() })
    drainOnStop(createDrain([...closing, ...steps], logger))
    logger.info({
      event: 'service.ready',
      address: app.server.address(),
      ...(parted && { admin: admin.server.address() }),
    })
  } catch (error) {
    const code = (error as { code?: string }).code
    process.stderr.write(`${name}: ${(error as Error).message}${code ? ` [${code}]` : ''}\n`)
    process.exit(1)
  }
}
