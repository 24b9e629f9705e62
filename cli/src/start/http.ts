import { fileURLToPath } from 'node:url'
import { createAnalytics, createCatalog, createConsole, plannedProject } from '@maidian/analytics'
import { createCollector, createReplay, type Sources } from '@maidian/collector'
import type { EventLog, EventStore } from '@maidian/engines'
import {
  aliveRoute,
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
  /** True: what only operators and analysts have business with stands behind a port of its own. */
  parted: boolean
}

/** `admin` is null while one port has everything. */
export type Http = { app: FastifyInstance; admin: FastifyInstance | null }

const demoShop = fileURLToPath(new URL('../../../demo/dist/shop', import.meta.url))

/** What visitors of a shop need. Ingest stands in a scope of its own: its rules about who may ask are others. */
const publicRoutes = async (app: FastifyInstance, deps: HttpDeps): Promise<void> => {
  const { config, parted, workers } = deps
  if (workers === null) await app.register(createCollector(deps))
  await app.register(async guarded => {
    guarded.addHook('onRequest', async request => guardRequest(request, { hosts: config.hosts }))
    if (parted) aliveRoute(guarded)
    await guarded.register(async site => serveSite(site, { dir: demoShop, prefix: '/shop/' }))
  })
}

/** What only the people who run it and ask it need. */
const adminRoutes = async (app: FastifyInstance, deps: HttpDeps): Promise<void> => {
  const { checks, config, logger, metrics, plans, store, token, workers } = deps
  await app.register(async guarded => {
    guarded.addHook('onRequest', async request => guardRequest(request, { hosts: config.hosts }))
    healthRoutes(guarded, { checks, metrics: workers?.metrics(metrics) ?? metrics })
    await guarded.register(createCatalog(plans, config.projects))
    await guarded.register(createConsole())
  })
  const planned = () => config.projects.map(project => plannedProject(project, plans.of(project.name)))
  await app.register(async api => {
    api.addHook('onRequest', async request => guardRequest(request, { hosts: config.hosts, token }))
    await api.register(createAnalytics({ store, projects: planned, logger }))
    await api.register(createReplay(deps))
  })
}

/** All services behind one port, or behind two: one that the world may reach, one for the people who run it. */
export const createHttp = async (deps: HttpDeps): Promise<Http> => {
  const { config, logger, parted } = deps
  const app = createServer(config, logger)
  const admin = parted ? createServer(config, logger) : null
  await publicRoutes(app, deps)
  await adminRoutes(admin ?? app, deps)
  return { app, admin }
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
