import type { FastifyReply, FastifyRequest } from 'fastify'

/** Any page may read the ingest route's answers, refusals too: which page may *send* is the source's `origins`. */
export const corsHeaders = (request: FastifyRequest, reply: FastifyReply): void => {
  const { origin } = request.headers
  reply.header('vary', 'Origin')
  if (origin === undefined) return
  reply.header('access-control-allow-origin', origin)
  reply.header('access-control-expose-headers', 'Retry-After')
}

/** SDKs never need a preflight; other clients may. */
export const answerPreflight = (_: FastifyRequest, reply: FastifyReply): FastifyReply =>
  reply
    .code(204)
    .header('access-control-allow-methods', 'POST')
    .header('access-control-allow-headers', 'authorization, content-type, content-encoding, traceparent, tracestate')
    .header('access-control-max-age', '86400')
    .send()
