import type { FastifyReply } from 'fastify'

/** Aborts when the asker goes away before the answer is out, so that the store need not work for nobody. */
export const goneSignal = (reply: FastifyReply): AbortSignal => {
  const gone = new AbortController()
  reply.raw.once('close', () => {
    if (!reply.raw.writableFinished) gone.abort()
  })
  return gone.signal
}
