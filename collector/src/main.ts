import { openSharedLog, openSpillingLog } from '@maidian/engines'
import { guardRequest, healthRoutes, runService } from '@maidian/service'
import { logChanges, openPlans, parsePiiSecret, requireSecret } from '@maidian/tracking-plan'
import { createCollector } from './app.ts'
import { liveSources } from './live-sources.ts'

const service = { name: 'collector', takesEvents: true }

await runService(service, async (app, { admin, config, environment, logger, metrics }) => {
  const onError = (err: unknown): void => logger.warn({ event: 'log.retrying', err })
  const shared = await openSharedLog(environment, onError)
  const { MAIDIAN_SPILL_DIR: dir, PORT } = environment
  // Two processes cannot have the same port, nor so the same folder.
  const log = config.spill ? await openSpillingLog(shared, { dir, instance: String(PORT), onError }) : shared
  const piiSecret = parsePiiSecret(environment.MAIDIAN_PII_SECRET ?? '')
  const plans = await openPlans({
    projects: config.projects,
    next: false,
    prepare: async (_, snapshot) => requireSecret(snapshot.pii, piiSecret),
    ...logChanges(logger),
  })
  const sources = liveSources({
    config,
    file: environment.MAIDIAN_CONFIG,
    onTaken: () => logger.info({ event: 'sources.taken' }),
    onRefused: reason => logger.error({ event: 'sources.refused', reason }),
  })
  await app.register(createCollector({ log, config, logger, metrics, plans, piiSecret, sources }))
  await admin.register(async guarded => {
    guarded.addHook('onRequest', async request => guardRequest(request, { hosts: config.hosts }))
    healthRoutes(guarded, { checks: { log: log.ping }, metrics })
  })
  return [
    { name: 'sources', run: async () => sources.close() },
    { name: 'plans', run: async () => plans.close() },
    { name: 'log', run: log.close },
  ]
})
