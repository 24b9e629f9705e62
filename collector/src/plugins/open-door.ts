import type { FastifyInstance } from 'fastify'
import type { CollectorMetrics } from '../metrics.ts'
import { ingestScope } from './ingest-scope.ts'

/** Names of headers, and no more of them than a library writes. */
const HEADER_NAMES = /^[\w ,-]{1,500}$/

/**
 * An ingest scope for libraries that are not ours. They send headers of their own, others with each release, so a
 * preflight is granted what it asks for: the write key lets events in, no cookie does, which is also why libraries that
 * insist on sending theirs may.
 */
export const openDoor = (app: FastifyInstance, options: { metrics: CollectorMetrics; maxBytes: number }): void => {
  ingestScope(app, options)
  app.addHook('onRequest', async (request, reply) => {
    if (request.headers.origin !== undefined) reply.header('access-control-allow-credentials', 'true')
  })
  const granted = new Set<string>()
  app.addHook('onRoute', route => {
    if ((route.method !== 'GET' && route.method !== 'POST') || granted.has(route.url)) return
    granted.add(route.url)
    app.options(route.url, (request, reply) => {
      const asked = String(request.headers['access-control-request-headers'] ?? '')
      return reply
        .code(204)
        .header('vary', 'Origin, Access-Control-Request-Headers')
        .header('access-control-allow-methods', 'GET, POST')
        .header('access-control-allow-headers', HEADER_NAMES.test(asked) ? asked : 'authorization, content-type')
        .header('access-control-max-age', '86400')
        .send()
    })
  })
}
