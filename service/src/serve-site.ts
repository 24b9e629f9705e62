import { existsSync } from 'node:fs'
import { join } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance } from 'fastify'
import { serviceError } from './errors.ts'

export type Site = {
  /** Where the built files are. */
  dir: string
  /** `/` or `/shop/`. */
  prefix: string
}

/** Styles of component libraries are written into the page; scripts come from files of this server alone. */
const CONTENT_POLICY = [
  "default-src 'self'",
  "img-src 'self' data:",
  "style-src 'self' 'unsafe-inline'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
].join('; ')

const YEAR_S = 31_536_000

/**
 * Serves a single-page app: its files, and its index page for every other address a person may open below `prefix`.
 * Files with a hash in their name never change; the index page is asked for each time.
 */
export const serveSite = async (app: FastifyInstance, { dir, prefix }: Site): Promise<void> => {
  if (!existsSync(join(dir, 'index.html'))) return
  app.addHook('onSend', async (_, reply) => {
    reply.headers({
      'content-security-policy': CONTENT_POLICY,
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'same-origin',
    })
  })
  await app.register(fastifyStatic, {
    root: dir,
    prefix,
    wildcard: false,
    cacheControl: false,
    setHeaders: (reply, path) => {
      const lasting = path.includes('/assets/')
      reply.header('cache-control', lasting ? `public, max-age=${YEAR_S}, immutable` : 'no-cache')
    },
  })
  app.get(`${prefix}*`, async (request, reply) => {
    if (!request.headers.accept?.includes('text/html')) {
      throw serviceError('route.unknown', { detail: `GET ${request.url.split('?')[0]}` })
    }
    return reply.sendFile('index.html')
  })
}
