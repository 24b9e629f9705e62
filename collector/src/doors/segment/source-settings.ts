import type { FastifyInstance, FastifyRequest } from 'fastify'
import { type AuthoriseDeps, authorise } from '../../authorise.ts'
import { requestKey } from './read-request.ts'

/** The scheme by which the page reaches us, also behind a proxy that ends TLS: an https page can ask for nothing else. */
const schemeOf = (request: FastifyRequest): string => {
  const forwarded = request.headers['x-forwarded-proto']
  if (forwarded === 'https' || request.headers.origin?.startsWith('https:')) return 'https'
  return request.protocol
}

/** What analytics.js reads before it sends: where to send, and that there is nothing else to load. */
const segmentSettings = (request: FastifyRequest, key: string): object => ({
  integrations: {
    'Segment.io': {
      apiKey: key,
      apiHost: `${request.host}/v1`,
      protocol: schemeOf(request),
      unbundledIntegrations: [],
      addBundledMetadata: false,
    },
  },
  metrics: { sampleRate: 0 },
  enabledMiddleware: {},
  remotePlugins: [],
})

/** What RudderStack's browser library reads before it sends. */
const rudderConfig = (id: string): object => ({
  source: {
    id,
    name: id,
    enabled: true,
    workspaceId: 'maidian',
    config: { statsCollection: { errors: { enabled: false }, metrics: { enabled: false } } },
    connections: [],
    destinations: [],
  },
})

/** The configuration that browser libraries fetch from their vendor before they send anything. */
export const sourceSettings = (app: FastifyInstance, deps: AuthoriseDeps): void => {
  app.get<{ Params: { key: string } }>('/v1/projects/:key/settings', async (request, reply) => {
    authorise(request, request.params.key, deps)
    return reply.header('cache-control', 'no-store').send(segmentSettings(request, request.params.key))
  })
  for (const path of ['/sourceConfig', '/sourceConfig/']) {
    app.get(path, async (request, reply) => {
      const known = authorise(request, requestKey(request), deps)
      return reply.header('cache-control', 'no-store').send(rudderConfig(known.label))
    })
  }
}
