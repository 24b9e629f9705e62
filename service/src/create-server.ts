import Fastify, { type FastifyInstance } from 'fastify'
import type { Logger } from 'pino'
import { answerErrors, answerUnknownRoutes } from './answer-errors.ts'
import type { Config } from './config.ts'

/**
 * The HTTP server of every service, which answers errors in the one shape. A request that takes longer than a minute to
 * arrive is cut off; only proxies that the configuration names may say whose it is. `rest`: what answers on routes that
 * there are not.
 */
export const createServer = (
  { trust_proxy }: Pick<Config, 'trust_proxy'>,
  logger: Logger,
  rest: (app: FastifyInstance) => void = answerUnknownRoutes,
): FastifyInstance => {
  const app = Fastify({
    requestTimeout: 60_000,
    forceCloseConnections: 'idle',
    trustProxy: trust_proxy.length > 0 ? trust_proxy : false,
  })
  answerErrors(app, logger)
  rest(app)
  return app
}
