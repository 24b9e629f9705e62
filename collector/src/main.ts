import { openSharedLog } from '@maidian/engines'
import { guardRequest, healthRoutes, runService } from '@maidian/service'
import { createCollector } from './app.ts'

await runService('collector', async (app, { config, environment, logger, metrics }) => {
  const log = await openSharedLog(environment, err => logger.warn({ event: 'log.retrying', err }))
  await app.register(createCollector({ log, config, logger, metrics }))
  await app.register(async guarded => {
    guarded.addHook('onRequest', async request => guardRequest(request, { hosts: config.hosts }))
    healthRoutes(guarded, { checks: { log: log.ping }, metrics })
  })
  return [{ name: 'log', run: log.close }]
})
