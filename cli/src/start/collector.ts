import { resolve } from 'node:path'
import { createCollector, liveSources } from '@maidian/collector'
import { type EventLogWriter, kafkaOptions, openKafkaLog, openSocketLog, openSpillingLog } from '@maidian/engines'
import {
  asWorker,
  type Config,
  createLogger,
  type Environment,
  readConfig,
  readEnvironment,
  runWorker,
  type WorkerRole,
} from '@maidian/service'
import { openPlans, requireSecret } from '@maidian/tracking-plan'
import type { Logger } from 'pino'
import { piiSecretOf } from './pii-secret.ts'

export type CollectorOptions = { data: string; config: string; released?: boolean }

type LogOptions = { config: Config; environment: Environment; dataDir: string; logger: Logger }

/** Kafka, each for itself; else what the primary owns. */
const openLog = async (
  role: WorkerRole,
  { config, environment, dataDir, logger }: LogOptions,
): Promise<EventLogWriter> => {
  if (role.log !== null) return openSocketLog({ path: role.log })
  const onError = (err: unknown): void => logger.warn({ event: 'log.retrying', err })
  const brokers = environment.KAFKA_BROKERS as string[]
  const kafka = await openKafkaLog({ ...kafkaOptions({ ...environment, KAFKA_BROKERS: brokers }), onError })
  return config.spill ? openSpillingLog(kafka, { dir: dataDir, instance: 'spill', worker: role, onError }) : kafka
}

/** One of the workers of `maidian start`: it takes events, and passes everything else to its primary. */
export const startCollector = (role: WorkerRole, options: CollectorOptions): Promise<void> =>
  asWorker(async () => {
    const environment = readEnvironment(process.env)
    const file = resolve(options.config)
    const config = readConfig(file)
    const dataDir = resolve(options.data)
    const logger = createLogger({ name: 'maidian', level: environment.MAIDIAN_LOG_LEVEL ?? 'warn' })
    const { projects } = config
    await runWorker(role, { config, logger }, async ({ app, metrics, peers }) => {
      const log = await openLog(role, { config, environment, dataDir, logger })
      const piiSecret = piiSecretOf(dataDir, environment.MAIDIAN_PII_SECRET)
      const plans = await openPlans({
        projects,
        next: options.released !== true,
        // The primary says what changes, and brings the columns.
        prepare: async (_, snapshot) => requireSecret(snapshot.pii, piiSecret),
      })
      const sources = liveSources({ config, file })
      await app.register(createCollector({ log, config, logger, metrics, plans, piiSecret, sources, peers }))
      const steps = [
        { name: 'sources', run: async () => sources.close() },
        { name: 'plans', run: async () => plans.close() },
        { name: 'log', run: log.close },
      ]
      return { ping: log.ping, steps }
    })
  })
