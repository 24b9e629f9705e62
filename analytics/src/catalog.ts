import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { serviceError } from '@maidian/service'
import { catalogFiles, isInPlan, type PlanSnapshot, type Plans } from '@maidian/tracking-plan'
import type { FastifyInstance } from 'fastify'

const TYPES: Record<string, string> = {
  html: 'text/html; charset=utf-8',
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  json: 'application/json; charset=utf-8',
}

/** The catalog's pages bring their own styles and scripts as files; nothing is inline and nothing from elsewhere. */
const CONTENT_POLICY = "default-src 'self'; img-src 'self' data:; frame-ancestors 'none'; base-uri 'none'"

/** Pictures that a browser shows and does nothing else with. */
const PICTURES: Record<string, string> = {
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  gif: 'image/gif',
  webp: 'image/webp',
}

type Projects = readonly { name: string; plan?: string | undefined }[]

const ending = (path: string): string => path.split('.').at(-1)?.toLowerCase() ?? ''

/** A screenshot that an event of the plan names, from the plan's folder; null for any other path. */
const screenshot = (snapshot: PlanSnapshot, dir: string, path: string): Buffer | null => {
  const named = Object.values(snapshot.latest.events).some(({ fires }) => fires.shot === path)
  return named && Object.hasOwn(PICTURES, ending(path)) && isInPlan(dir, path) ? readFileSync(join(dir, path)) : null
}

/** The plans' catalogs as a Fastify plugin, at `/plan/<project>/`: what the plan says now. */
export const createCatalog = (plans: Plans, projects: Projects) => async (app: FastifyInstance) => {
  const made = new WeakMap<PlanSnapshot, Map<string, string>>()
  const filesOf = (snapshot: PlanSnapshot): Map<string, string> => {
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
    const snapshot = plans.of(project)
    const dir = projects.find(({ name }) => name === project)?.plan
    const picture = snapshot && dir !== undefined ? screenshot(snapshot, dir, path) : null
    const file = picture ?? (snapshot && filesOf(snapshot).get(path)) ?? undefined
    if (file === undefined) throw serviceError('route.unknown', { detail: `GET ${request.url.split('?')[0]}` })
    return reply
      .type({ ...TYPES, ...PICTURES }[ending(path)] ?? 'text/plain; charset=utf-8')
      .headers({
        'content-security-policy': CONTENT_POLICY,
        'x-content-type-options': 'nosniff',
        'cache-control': 'no-cache',
      })
      .send(file)
  })
}
