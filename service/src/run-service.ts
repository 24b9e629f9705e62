import type { FastifyInstance } from 'fastify'
import type { Logger } from 'pino'
import { Registry } from 'prom-client'
import { answerErrors, answerUnknownRoutes } from './answer-errors.ts'
import { type Config, readConfig } from './config.ts'
import { createServer } from './create-server.ts'
import { createDrain, type DrainStep, drainOnStop } from './drain.ts'
import { type Environment, readEnvironment } from './environment.ts'
import { createLogger } from './logging.ts'

export type ServiceContext = {
  config: Config
  environment: Readonly<Environment>
  logger: Logger
  metrics: Registry
}

/** Sets the service up on `app`, and returns what is to be done after HTTP has closed, in order. */
export type SetUp = (app: FastifyInstance, context: ServiceContext) => Promise<DrainStep[]>

/**
 * Runs one service as a process of its own: environment and configuration, HTTP on `HOST` and `PORT` (or `at`), drain.
 * What keeps it from starting is one line on stderr and exit code 1.
 */
export const runService = async (name: string, setUp: SetUp, at?: { path: string }): Promise<void> => {
  try {
    const environment = readEnvironment(process.env)
    const config = readConfig(environment.MAIDIAN_CONFIG)
    const logger = createLogger({ name, level: environment.MAIDIAN_LOG_LEVEL ?? 'info' })
    const metrics = new Registry()
    const app = createServer(config)
    answerErrors(app, logger)
    answerUnknownRoutes(app)
    const steps = await setUp(app, { config, environment, logger, metrics })
    await app.listen(at ?? { host: environment.HOST, port: environment.PORT })
    const drain = createDrain([{ name: 'http', run: () => app.close() }, ...steps], logger)
    drainOnStop(drain)
    logger.info({ event: 'service.ready', address: app.server.address() })
  } catch (error) {
    const code = (error as { code?: string }).code
    process.stderr.write(`${name}: ${(error as Error).message}${code ? ` [${code}]` : ''}\n`)
    process.exit(1)
  }
}
