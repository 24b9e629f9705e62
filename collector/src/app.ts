import type { EventLog } from '@maidian/engines'
import { MAX_BATCH_BYTES } from '@maidian/schemas'
import { answerErrors, type Config } from '@maidian/service'
import type { FastifyInstance } from 'fastify'
import type { Logger } from 'pino'
import type { Registry } from 'prom-client'
import { collectorError } from './errors.ts'
import { createCollectorMetrics } from './metrics.ts'
import { eventsRoute } from './routes/events.ts'
import { indexSources } from './sources.ts'

export type CollectorDeps = {
  log: EventLog
  config: Config
  logger: Logger
  metrics: Registry
  /** ms since 1970; the collector's clock. */
  now?: () => number
}

/** The collector as a Fastify plugin: the ingest routes in a scope of their own, with their own body parser. */
export const createCollector = (deps: CollectorDeps) => async (app: FastifyInstance) => {
  const { log, config, logger } = deps
  const metrics = createCollectorMetrics(deps.metrics)
  const route = { log, sources: indexSources(config), hosts: config.hosts, metrics, now: deps.now ?? Date.now }
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body))
  answerErrors(app, logger)
  app.addHook('preParsing', async (request, _reply, payload) => {
    // Said before a byte is read: Fastify's own refusal would not name the limit.
    if (Number(request.headers['content-length']) > MAX_BATCH_BYTES) {
      throw collectorError('batch.too_large', { fields: { max_bytes: MAX_BATCH_BYTES } })
    }
    return payload
  })
  for (const path of new Set(['/v1/events', ...(config.ingest_path ? [config.ingest_path] : [])])) {
    await app.register(async scope => eventsRoute(scope, path, route))
  }
}
