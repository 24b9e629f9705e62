import { openSharedLog, openSharedStore } from '@maidian/engines'
import { guardRequest, healthRoutes, runService } from '@maidian/service'
import { startProcessor } from './processor.ts'

await runService('stream-processor', async (app, { config, environment, logger, metrics }) => {
  const store = await openSharedStore(environment)
  // Tables only: the views belong to analytics.
  await store.migrate({ projects: config.projects, views: () => [] })
  const log = await openSharedLog(environment, err => logger.warn({ event: 'log.retrying', err }))
  const processor = await startProcessor({ log, store, projects: config.projects, logger, metrics })
  await app.register(async guarded => {
    guarded.addHook('onRequest', async request => guardRequest(request, { hosts: config.hosts }))
    healthRoutes(guarded, { checks: { log: log.ping, store: store.ping, processor: processor.check }, metrics })
  })
  return [
    { name: 'processor', run: processor.close },
    { name: 'log', run: log.close },
    { name: 'store', run: store.close },
  ]
})
