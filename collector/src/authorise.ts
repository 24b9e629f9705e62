import { isOwnOrigin } from '@maidian/service'
import type { FastifyRequest } from 'fastify'
import { collectorError } from './errors.ts'
import type { Sources } from './live-sources.ts'
import type { KnownSource } from './sources.ts'

export type AuthoriseDeps = {
  sources: Sources
  /** Names this server is known by: its own pages may always send. */
  hosts: readonly string[]
}

/** The source that a write key belongs to; throws where there is none, or where this page may not use it. */
export const authorise = (
  request: FastifyRequest,
  key: string | undefined,
  { sources, hosts }: AuthoriseDeps,
): KnownSource => {
  if (key === undefined || key === '') throw collectorError('key.missing')
  const known = sources.get(key)
  if (!known) throw collectorError('key.unknown')
  const { origin } = request.headers
  const own = known.source.kind !== 'server' && isOwnOrigin(request, hosts)
  if (origin !== undefined && !own && !known.allows(origin)) throw collectorError('origin.not_allowed')
  return known
}
