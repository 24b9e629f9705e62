import { resolve } from 'node:path'
import { migrateProject } from '@maidian/analytics'
import { liveSources } from '@maidian/collector'
import {
  createDrain,
  createLogger,
  drainOnStop,
  readConfig,
  readEnvironment,
  requireToken,
  workerRole,
} from '@maidian/service'
import { startProcessor } from '@maidian/stream-processor'
import { logChanges, openPlans, requireSecret } from '@maidian/tracking-plan'
import { Registry } from 'prom-client'
import { CliError } from '../errors.ts'
import { urlOf } from '../start/address.ts'
import { readyLine, readyText } from '../start/announce.ts'
import { startCollector } from '../start/collector.ts'
import { type Collectors, startCollectors } from '../start/collectors.ts'
import { openEngines } from '../start/engines.ts'
import { freshBundles } from '../start/fresh-bundles.ts'
import { createHttp, listen } from '../start/http.ts'
import { piiSecretOf } from '../start/pii-secret.ts'

export type StartOptions = {
  port: number
  host: string
  /** A port of its own for everything but ingest and the demo shop; absent: one port has it all. */
  adminPort?: number
  adminHost?: string
  data: string
  config: string
  clickhousePort: number
  clickhouseTcpPort: number
  json?: boolean
  acceptGap?: boolean
  /** Only releases of the plan count, not the working tree. */
  released?: boolean
  /** How many processes take events; the environment's where absent. */
  workers?: number
}

/**
 * Everything in one process: store, log, stream processor, collector, analytics; with `workers`, events are taken by
 * processes of their own, which are this program once more. Ends by draining.
 */
export const start = async (options: StartOptions): Promise<void> => {
  const role = workerRole()
  if (role !== null) return startCollector(role, options)
  const environment = readEnvironment(process.env)
  const config = readConfig(resolve(options.config))
  const token = environment.MAIDIAN_ADMIN_TOKEN
  const count = options.workers ?? environment.MAIDIAN_WORKERS
  const admin =
    options.adminPort === undefined ? null : { host: options.adminHost ?? '127.0.0.1', port: options.adminPort }
  if (admin === null && options.adminHost !== undefined) throw new CliError('start.admin_host')
  requireToken((admin ?? options).host, token)
  await freshBundles()
  const logger = createLogger({ name: 'maidian', level: environment.MAIDIAN_LOG_LEVEL ?? 'warn' })
  const metrics = new Registry()

  let ending = (_: string): void => {}
  const engines = await openEngines({
    config,
    environment,
    dataDir: resolve(options.data),
    clickhousePort: options.clickhousePort,
    clickhouseTcpPort: options.clickhouseTcpPort,
    logger,
    appends: count === 1,
    onStoreLost: detail => {
      logger.fatal({ event: 'store.lost', detail })
      ending('the embedded ClickHouse ended')
    },
  })
  const { store, log, local } = engines
  let workers: Collectors | null = null
  try {
    const { projects } = config
    const migrate = migrateProject(store, projects)
    for (const { name, plan } of projects) if (plan === undefined) await migrate(name, null)
    const piiSecret = piiSecretOf(resolve(options.data), environment.MAIDIAN_PII_SECRET)
    const plans = await openPlans({
      projects,
      next: options.released !== true,
      prepare: async (project, snapshot) => {
        requireSecret(snapshot.pii, piiSecret)
        await migrate(project, snapshot)
      },
      ...logChanges(logger, 'warn'),
    })
    const processor = await startProcessor({
      log,
      store,
      projects,
      plans,
      logger,
      metrics,
      acceptGap: options.acceptGap ?? false,
    })
    if (count > 1) {
      workers = await startCollectors({
        count,
        at: { host: options.host, port: options.port },
        dataDir: resolve(options.data),
        local,
        logger,
        onLost: err => {
          logger.fatal({ event: 'workers.lost', err })
          ending('no worker takes events')
        },
      })
    }
    const checks = { log: workers?.check ?? log.ping, store: store.ping, processor: processor.check }
    const sources = liveSources({
      config,
      file: resolve(options.config),
      onTaken: () => logger.warn({ event: 'sources.taken' }),
      onRefused: reason => logger.error({ event: 'sources.refused', reason }),
    })
    const http = await createHttp({
      config,
      log,
      store,
      plans,
      piiSecret,
      metrics,
      logger,
      checks,
      token,
      sources,
      workers,
      parted: admin !== null,
    })
    const drain = createDrain(
      [
        {
          name: 'http',
          // At once: requests of workers end here, and streams that never end do, too.
          run: async () => void (await Promise.all([http.app.close(), http.admin?.close(), workers?.close()])),
        },
        { name: 'sources', run: async () => sources.close() },
        { name: 'plans', run: async () => plans.close() },
        { name: 'processor', run: processor.close },
        { name: 'engines', run: engines.close },
      ],
      logger,
    )
    if (workers !== null) await http.app.listen({ path: workers.front })
    const addresses = {
      admin: admin && http.admin && (await listen(http.admin, admin)),
      url: workers === null ? await listen(http.app, options) : urlOf({ ...options, port: workers.address.port }),
    }
    await store.ping()
    drainOnStop(drain)
    ending = why => void drain.now(why).then(() => process.exit(1))
    process.stdout.write(
      options.json ? `${readyLine(addresses, engines.clickhouse)}\n` : readyText(addresses, engines.clickhouse, config),
    )
  } catch (error) {
    await workers?.close()
    await engines.close()
    throw error
  }
}
