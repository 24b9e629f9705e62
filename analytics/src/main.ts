import { openSharedStore } from '@maidian/engines'
import { guardRequest, healthRoutes, requireToken, runService } from '@maidian/service'
import { logChanges, openPlans } from '@maidian/tracking-plan'
import { createAnalytics } from './app.ts'
import { createCatalog } from './catalog.ts'
import { createConsole } from './console.ts'
import { migrateProject } from './migrate-project.ts'
import { plannedProject } from './planned-project.ts'

await runService({ name: 'analytics' }, async (app, { config, environment, logger, metrics }) => {
  const { hosts, projects } = config
  const { HOST, MAIDIAN_ADMIN_TOKEN: token } = environment
  requireToken(HOST, token)
  const store = await openSharedStore(environment)
  const migrate = migrateProject(store, projects)
  for (const { name, plan } of projects) if (plan === undefined) await migrate(name, null)
  const plans = await openPlans({
    projects,
    next: false,
    prepare: migrate,
    ...logChanges(logger),
  })
  await app.register(async guarded => {
    guarded.addHook('onRequest', async request => guardRequest(request, { hosts }))
    healthRoutes(guarded, { checks: { store: store.ping }, metrics })
    await guarded.register(createCatalog(plans, projects))
    await guarded.register(createConsole())
  })
  await app.register(async api => {
    api.addHook('onRequest', async request => guardRequest(request, { hosts, token }))
    const planned = () => projects.map(project => plannedProject(project, plans.of(project.name)))
    await api.register(createAnalytics({ store, projects: planned, logger }))
  })
  return [
    { name: 'plans', run: async () => plans.close() },
    { name: 'store', run: store.close },
  ]
})
