import { fileURLToPath } from 'node:url'
import { createAnalytics, createCatalog, createConsole, plannedProject } from '@maidian/analytics'
import { createCollector, type Sources } from '@maidian/collector'
import type { EventLog, EventStore } from '@maidian/engines'
import {
  answerErrors,
  answerUnknownRoutes,
  type Check,
  type Config,
  createServer,
  guardRequest,
  healthRoutes,
  serveSite,
  type Workers,
} from '@maidian/service'
import type { PiiSecret, Plans } from '@maidian/tracking-plan'
import type { FastifyInstance } from 'fastify'
import type { Logger } from 'pino'
import type { Registry } from 'prom-client'
import { type At, refusedAddress, urlOf } from './address.ts'

export type HttpDeps = {
  config: Config
  log: EventLog
  store: EventStore
  plans: Plans
  piiSecret: PiiSecret | null
  metrics: Registry
  logger: Logger
  checks: Record<string, Check>
  /** Who may send, as of now. */
  sources: Sources
  /** Processes that take events in place of this one. */
  workers: Workers | null
  /** Wanted by every route but ingest and health, where set. */
  token: string | undefined
}

const demoShop = fileURLToPath(new URL('../../../demo/dist/shop', import.meta.url))

/** All services behind one port. Ingest stands in a scope of its own: its rules about who may ask are others. */
export const createHttp = async (deps: HttpDeps): Promise<FastifyInstance> => {
  const { config, logger, workers } = deps
  const app = createServer(config)
  answerErrors(app, logger)
  answerUnknownRoutes(app)
  if (workers === null) await app.register(createCollector(deps))
  await app.register(async guarded => {
    guarded.addHook('onRequest', async request => guardRequest(request, { hosts: config.hosts }))
    healthRoutes(guarded, { checks: deps.checks, metrics: workers?.metrics(deps.metrics) ?? deps.metrics })
    await guarded.register(createCatalog(deps.plans, config.projects))
    await guarded.register(createConsole())
    await guarded.register(async site => serveSite(site, { dir: demoShop, prefix: '/shop/' }))
  })
  const planned = () => config.projects.map(project => plannedProject(project, deps.plans.of(project.name)))
  await app.register(async api => {
    api.addHook('onRequest', async request => guardRequest(request, { hosts: config.hosts, token: deps.token }))
    await api.register(createAnalytics({ store: deps.store, projects: planned, logger }))
  })
  return app
}

/** Listens, and returns the address as a person types it. */
export const listen = async (app: FastifyInstance, { host, port }: At): Promise<string> => {
  try {
    await app.listen({ host, port })
  } catch (cause) {
    throw refusedAddress(cause, { host, port }) ?? cause
  }
  const address = app.server.address()
  return urlOf({ host, port: typeof address === 'object' && address ? address.port : port })
}
