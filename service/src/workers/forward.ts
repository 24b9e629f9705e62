import type { IncomingHttpHeaders } from 'node:http'
import replyFrom from '@fastify/reply-from'
import type { FastifyInstance } from 'fastify'
import { serviceError } from '../errors.ts'

type Request = { method: string; headers: IncomingHttpHeaders }

/**
 * As they came, `Host` too: the primary decides by them who may ask. Without one there is none there either. What is
 * between a client and this process alone is left out.
 */
const asSent = (request: Request, headers: IncomingHttpHeaders): IncomingHttpHeaders => {
  const { expect: _, upgrade: __, 'keep-alive': ___, ...sent } = headers
  if (request.method === 'GET' || request.method === 'HEAD') delete sent['content-length']
  return { ...sent, host: request.headers.host ?? '' }
}

/** How long a connection goes on is said by whoever has it; that it does not is passed on. */
const asAnswered = ({ connection, 'keep-alive': _, ...headers }: IncomingHttpHeaders): IncomingHttpHeaders =>
  connection === 'close' ? { ...headers, connection } : headers

/** Whatever no route of this app serves is answered by the process that listens on the Unix socket `front`. */
export const forwardRest = async (app: FastifyInstance, front: string): Promise<void> => {
  await app.register(replyFrom, {
    base: `unix+http://${encodeURIComponent(front)}`,
    disableRequestLogging: true,
    // A question may take its time, and a stream of events has no end.
    undici: { connections: null, headersTimeout: 0, bodyTimeout: 0 },
  })
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', (_request, payload, done) => done(null, payload))
  app.setNotFoundHandler((_, reply) =>
    reply.from(undefined, {
      rewriteRequestHeaders: asSent,
      rewriteHeaders: asAnswered,
      // "Not ready" is an answer.
      retryDelay: () => null,
      onError: (failed, { error: cause }) => {
        failed.send(serviceError('server.away', { cause, headers: { 'retry-after': '2' } }))
      },
    }),
  )
}
