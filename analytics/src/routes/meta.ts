import type { MetaEventsAnswer, MetaProjectsAnswer } from '@maidian/schemas'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { RouteDeps } from '../app.ts'
import { notBuilt } from '../errors.ts'
import { asked, rangeOf } from '../questions/asked.ts'
import { createRun } from '../run.ts'
import { eventsIn } from '../sql/events.ts'
import { sql } from '../sql/fragment.ts'
import { goneSignal } from './gone-signal.ts'

/** `?project=`, or undefined. */
export const askedProject = (request: FastifyRequest): string | undefined => {
  const { project } = request.query as { project?: unknown }
  return project === undefined ? undefined : String(project)
}

/** `GET /api/v1/meta/…`: what there is to ask about. */
export const metaRoutes = (app: FastifyInstance, { store, projects, now, caps }: RouteDeps): void => {
  app.get(
    '/api/v1/meta/projects',
    async (): Promise<MetaProjectsAnswer> => ({
      projects: projects().map(({ name, timezone }) => ({ name, timezone })),
    }),
  )
  app.get('/api/v1/meta/events', async (request, reply): Promise<MetaEventsAnswer> => {
    const { from, to } = request.query as { from?: string; to?: string }
    const range = rangeOf(asked({ project: askedProject(request), from, to }, { projects: projects(), now: now() }))
    const run = createRun({ store, caps, signal: goneSignal(reply) })
    const rows = await run<{ name: string; count: string; last_seen: string }>(sql`
SELECT name, count() AS count, toUnixTimestamp64Milli(max(ts)) AS last_seen
${eventsIn(range, [])}
GROUP BY name ORDER BY count DESC, name`)
    return {
      events: rows.map(({ name, count, last_seen }) => ({
        name,
        count: Number(count),
        last_seen: new Date(Number(last_seen)).toISOString(),
      })),
    }
  })
  const later = {
    'meta/properties': 'meta/properties',
    'meta/values': 'meta/values',
    'users/:id/events': 'users/{id}/events',
  }
  for (const [route, name] of Object.entries(later))
    app.get(`/api/v1/${route}`, async () => {
      throw notBuilt(name)
    })
}
