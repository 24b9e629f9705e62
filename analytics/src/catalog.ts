import { serviceError } from '@maidian/service'
import { catalogFiles, type PlanSnapshot, type Plans } from '@maidian/tracking-plan'
import type { FastifyInstance } from 'fastify'

const TYPES: Record<string, string> = {
  html: 'text/html; charset=utf-8',
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  json: 'application/json; charset=utf-8',
}

/** The catalog's pages bring their own styles and scripts as files; nothing is inline and nothing from elsewhere. */
const CONTENT_POLICY = "default-src 'self'; img-src 'self' data:; frame-ancestors 'none'; base-uri 'none'"

/** The plans' catalogs as a Fastify plugin, at `/plan/<project>/`: what the plan says now. */
export const createCatalog = (plans: Plans) => async (app: FastifyInstance) => {
  const made = new WeakMap<PlanSnapshot, Map<string, string>>()
  const filesOf = (project: string): Map<string, string> | null => {
    const snapshot = plans.of(project)
    if (snapshot === null) return null
    const files = made.get(snapshot) ?? catalogFiles(snapshot.latest, snapshot.releases)
    made.set(snapshot, files)
    return files
  }
  app.get('/plan/:project', async (request, reply) =>
    reply.redirect(`/plan/${encodeURIComponent((request.params as { project: string }).project)}/`),
  )
  app.get('/plan/:project/*', async (request, reply) => {
    const { project, '*': rest } = request.params as { project: string; '*': string }
    const path = rest === '' ? 'index.html' : rest
    const file = filesOf(project)?.get(path)
    if (file === undefined) throw serviceError('route.unknown', { detail: `GET ${request.url.split('?')[0]}` })
    return reply
      .type(TYPES[path.split('.').at(-1) ?? ''] ?? 'text/plain; charset=utf-8')
      .headers({
        'content-security-policy': CONTENT_POLICY,
        'x-content-type-options': 'nosniff',
        'cache-control': 'no-cache',
      })
      .send(file)
  })
}
