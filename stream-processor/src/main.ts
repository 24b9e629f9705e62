import { openSharedLog, openSharedStore } from '@maidian/engines'
import { guardRequest, healthRoutes, runService } from '@maidian/service'
import { logChanges, openPlans } from '@maidian/tracking-plan'
import { startProcessor } from './processor.ts'

await runService({ name: 'stream-processor' }, async (app, { config, environment, logger, metrics }) => {
  const store = await openSharedStore(environment)
  const { projects } = config
  // Tables only: the views belong to analytics.
  await store.migrate({
    projects: projects.map(({ name, timezone, retention }) => ({ name, timezone, retention })),
    views: () => [],
  })
  const plans = await openPlans({
    projects,
    next: false,
    prepare: async (name, { columns }) => {
      const timezone = projects.find(project => project.name === name)?.timezone ?? 'UTC'
      await store.migrate({ projects: [{ name, timezone, columns }], views: () => [] })
    },
    ...logChanges(logger),
  })
  const log = await openSharedLog(environment, err => logger.warn({ event: 'log.retrying', err }))
  const processor = await startProcessor({ log, store, projects, plans, logger, metrics })
  await app.register(async guarded => {
    guarded.addHook('onRequest', async request => guardRequest(request, { hosts: config.hosts }))
    healthRoutes(guarded, { checks: { log: log.ping, store: store.ping, processor: processor.check }, metrics })
  })
  return [
    { name: 'processor', run: processor.close },
    { name: 'plans', run: async () => plans.close() },
    { name: 'log', run: log.close },
    { name: 'store', run: store.close },
  ]
})
