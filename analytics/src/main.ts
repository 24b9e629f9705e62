import { openSharedStore } from '@maidian/engines'
import { guardRequest, healthRoutes, requireToken, runService } from '@maidian/service'
import { createAnalytics } from './app.ts'
import { createConsole } from './console.ts'
import { projectViews } from './views.ts'

await runService('analytics', async (app, { config, environment, logger, metrics }) => {
  const { hosts, projects } = config
  const { HOST, MAIDIAN_ADMIN_TOKEN: token } = environment
  requireToken(HOST, token)
  const store = await openSharedStore(environment)
  await store.migrate({ projects, views: projectViews })
  await app.register(async guarded => {
    guarded.addHook('onRequest', async request => guardRequest(request, { hosts }))
    healthRoutes(guarded, { checks: { store: store.ping }, metrics })
    await guarded.register(createConsole())
  })
  await app.register(async api => {
    api.addHook('onRequest', async request => guardRequest(request, { hosts, token }))
    await api.register(createAnalytics({ store, projects, logger }))
  })
  return [{ name: 'store', run: store.close }]
})
