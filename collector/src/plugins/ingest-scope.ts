import { HttpError } from '@maidian/service'
import type { FastifyInstance } from 'fastify'
import { collectorError } from '../errors.ts'
import type { CollectorMetrics } from '../metrics.ts'
import { corsHeaders } from './cors.ts'

/**
 * What the routes of every door have in common: any page may read the answers, bodies of any content type are bytes
 * and have a limit, and refusals are counted.
 */
export const ingestScope = (
  app: FastifyInstance,
  { metrics, maxBytes }: { metrics: CollectorMetrics; maxBytes: number },
): void => {
  app.addHook('onRequest', (request, reply, done) => {
    corsHeaders(request, reply)
    // Any content type is read as bytes, also one that is malformed.
    if (request.method === 'POST') request.raw.headers['content-type'] = 'application/octet-stream'
    // Said before a byte is read: Fastify's own refusal would not name the limit.
    const isTooLarge = Number(request.headers['content-length']) > maxBytes
    done(isTooLarge ? collectorError('batch.too_large', { fields: { max_bytes: maxBytes } }) : undefined)
  })
  app.addHook('onError', async (_, __, error) => {
    metrics.refused.inc({ code: error instanceof HttpError ? error.code : 'request.invalid' })
  })
}
