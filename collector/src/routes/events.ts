import { MAX_BATCH_BYTES } from '@maidian/schemas'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { authorise } from '../authorise.ts'
import { encodingOf, readBody } from '../body.ts'
import { clientOf } from '../client-of.ts'
import { idCookieOf } from '../id-cookie.ts'
import { answerPreflight } from '../plugins/cors.ts'
import { ingestScope } from '../plugins/ingest-scope.ts'
import type { RouteDeps } from '../route-deps.ts'
import { type Sent, takeBatch } from '../take-batch.ts'

type Query = { key?: string; z?: string; verbose?: string }

const keyOf = (request: FastifyRequest): string | undefined => {
  const { key } = request.query as Query
  return key ?? request.headers.authorization?.match(/^Bearer\s+(\S+)$/i)?.[1]
}

/** Authorises, reads, and answers only once the log has the batch: not an async function, which would keep the body. */
const take = (request: FastifyRequest, reply: FastifyReply, deps: RouteDeps): Promise<FastifyReply> => {
  const key = keyOf(request) ?? ''
  const known = authorise(request, key, deps)
  const renew = idCookieOf(request, reply, { known, key })
  const received = deps.now()
  const query = request.query as Query
  const bytes = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0)
  const body = readBody(bytes, encodingOf(request.headers['content-encoding'], query.z))
  const sent: Sent = {
    known,
    door: 'events',
    received,
    ...clientOf(request),
    all: query.verbose === '1' || body.batch.debug !== undefined,
  }
  return takeBatch(body, sent, deps).then(({ verdicts, local }) => {
    if (local) reply.header('x-maidian-durability', 'local')
    renew(reply)
    return verdicts.length === 0 ? reply.code(204).send() : reply.code(200).send({ events: verdicts })
  })
}

/** `POST /v1/events` under one path. */
export const eventsRoute = (app: FastifyInstance, path: string, deps: RouteDeps): void => {
  ingestScope(app, { metrics: deps.metrics, maxBytes: MAX_BATCH_BYTES })
  app.options(path, answerPreflight)
  app.post(path, { bodyLimit: MAX_BATCH_BYTES }, (request, reply) => take(request, reply, deps))
}
