import type { EventStore } from '@maidian/engines'
import { answerErrors } from '@maidian/service'
import type { FastifyInstance, FastifyPluginAsync } from 'fastify'
import type { Logger } from 'pino'
import { openApi } from './openapi.ts'
import type { PlannedProject } from './planned-project.ts'
import { liveRoute } from './routes/live.ts'
import { metaRoutes } from './routes/meta.ts'
import { queryRoutes } from './routes/query.ts'
import { timelineRoute } from './routes/timeline.ts'
import { type Caps, DEFAULT_CAPS } from './run.ts'

export type AnalyticsDeps = {
  store: EventStore
  /** The projects with their plans, as of each request. */
  projects: () => readonly PlannedProject[]
  /** ms since 1970. */
  now?: () => number
  /** What one question may cost. */
  caps?: Caps
  /** Told of what is ours to fix; without one, the log of the Fastify app is. */
  logger?: Logger
  /** How often `/api/v1/live` looks for new events, in ms. */
  livePollMs?: number
}

/** What the routes need, with nothing left to default. */
export type RouteDeps = Required<Omit<AnalyticsDeps, 'logger'>> & { logger: Pick<Logger, 'error'> }

const LIVE_POLL_MS = 500

/**
 * The query API as a Fastify plugin: everything below `/api/v1`. It guards nothing: who may ask is decided by the app
 * that registers it.
 */
export const createAnalytics = (deps: AnalyticsDeps): FastifyPluginAsync => {
  return async (app: FastifyInstance) => {
    const logger = deps.logger ?? (app.log as Logger)
    const routes: RouteDeps = { now: Date.now, caps: DEFAULT_CAPS, livePollMs: LIVE_POLL_MS, ...deps, logger }
    answerErrors(app, logger)
    queryRoutes(app, routes)
    metaRoutes(app, routes)
    timelineRoute(app, routes)
    liveRoute(app, routes)
    app.get('/api/v1/openapi.json', async () => openApi())
  }
}
