import type { EventLogWriter } from '@maidian/engines'
import { answerErrors, type Config, type Peers } from '@maidian/service'
import { NO_PLANS, type PiiSecret, type Plans } from '@maidian/tracking-plan'
import type { FastifyInstance } from 'fastify'
import type { Logger } from 'pino'
import type { Registry } from 'prom-client'
import { createDailyDevice, requireDailySecret } from './daily-device.ts'
import { segmentDoor } from './doors/segment/segment-door.ts'
import { sensorsDoor } from './doors/sensors/sensors-door.ts'
import { openGeo } from './geo/open-geo.ts'
import { createInternalTraffic } from './internal-traffic.ts'
import type { Sources } from './live-sources.ts'
import { createCollectorMetrics, watchSpill } from './metrics.ts'
import { createPlanGates } from './plan-gate.ts'
import { createRateLimits } from './rate-limits.ts'
import { eventsRoute } from './routes/events.ts'
import { indexSources } from './sources.ts'

export type CollectorDeps = {
  log: EventLogWriter
  config: Config
  logger: Logger
  metrics: Registry
  /** The plans of the projects; without, every well-formed event is accepted. */
  plans?: Plans
  /** What private values are hashed with; without, they are dropped instead, and no source can be cookieless. */
  piiSecret?: PiiSecret | null
  /** Who may send, where that may change; without, whom the configuration names. */
  sources?: Sources
  /** Collectors that share the port, and so the limits, with this one. */
  peers?: Peers | null
  /** ms since 1970; the collector's clock. */
  now?: () => number
}

/** The collector as a Fastify plugin: the ingest routes in a scope of their own, with their own body parser. */
export const createCollector = (deps: CollectorDeps) => async (app: FastifyInstance) => {
  const { log, config, logger } = deps
  const metrics = createCollectorMetrics(deps.metrics)
  if (log.depth) watchSpill(deps.metrics, log.depth)
  const { now = Date.now, plans = NO_PLANS, piiSecret: secret = null } = deps
  requireDailySecret(config, secret)
  const gateOf = createPlanGates(plans, { secret, now })
  const route = {
    log,
    sources: deps.sources ?? indexSources(config),
    hosts: config.hosts,
    metrics,
    now,
    gateOf,
    limit: createRateLimits(now, deps.peers),
    internalOf: createInternalTraffic(),
    geo: openGeo(config.geo),
    dailyDevice: createDailyDevice(secret),
  }
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body))
  answerErrors(app, logger)
  for (const path of new Set(['/v1/events', ...(config.ingest_path ? [config.ingest_path] : [])])) {
    await app.register(async scope => eventsRoute(scope, path, route))
  }
  await app.register(async scope => segmentDoor(scope, route))
  await app.register(async scope => sensorsDoor(scope, route))
}
