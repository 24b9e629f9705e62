import { openSharedLog, openSpillingLog } from '@maidian/engines'
import { guardRequest, runServiceInWorkers } from '@maidian/service'
import { logChanges, openPlans, parsePiiSecret, requireSecret } from '@maidian/tracking-plan'
import { createCollector } from './app.ts'
import { liveSources } from './live-sources.ts'
import { createReplay } from './replay/replay-route.ts'

await runServiceInWorkers({ name: 'collector', takesEvents: true }, async (app, context) => {
  const { config, environment, logger, metrics, worker, peers } = context
  const onError = (err: unknown): void => logger.warn({ event: 'log.retrying', err })
  const shared = await openSharedLog(environment, onError)
  const { MAIDIAN_SPILL_DIR: dir, PORT } = environment
  // Two processes cannot have the same port, nor so the same folder.
  const spill = { dir, instance: String(PORT), worker, onError }
  const log = config.spill ? await openSpillingLog(shared, spill) : shared
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
  await app.register(createCollector({ log, config, logger, metrics, plans, piiSecret, sources, peers }))
  const { MAIDIAN_ADMIN_TOKEN: token } = environment
  // Whoever may replay may write anything: without a token nobody may.
  if (token !== undefined) {
    await app.register(async api => {
      api.addHook('onRequest', async request => guardRequest(request, { hosts: config.hosts, token }))
      await api.register(createReplay({ log, config, plans, piiSecret, logger }))
    })
  }
  const steps = [
    { name: 'sources', run: async () => sources.close() },
    { name: 'plans', run: async () => plans.close() },
    { name: 'log', run: log.close },
  ]
  return { ping: log.ping, steps }
})
