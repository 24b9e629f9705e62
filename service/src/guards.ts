import { timingSafeEqual } from 'node:crypto'
import { isIP } from 'node:net'
import type { FastifyRequest } from 'fastify'
import { serviceError } from './errors.ts'

export type GuardOptions = {
  /** Names this server is known by, besides localhost and any IP address. */
  hosts: readonly string[]
  /** When set, every guarded request must bring it. */
  token?: string | undefined
}

/** The name in a Host header, without port and brackets; null when it is none. */
const hostName = (host: string | undefined): string | null => {
  if (host === undefined || !URL.canParse(`http://${host}`)) return null
  return new URL(`http://${host}`).hostname.replace(/^\[|\]$/g, '').toLowerCase()
}

/**
 * True for a Host that a page cannot have rebound to this server: DNS rebinding needs a name, so an IP address is
 * safe, and so are localhost and the names of the configuration.
 */
export const isKnownHost = (host: string | undefined, hosts: readonly string[]): boolean => {
  const name = hostName(host)
  return name !== null && (name === 'localhost' || isIP(name) !== 0 || hosts.includes(name))
}

/** True when `origin` is this server itself, as the browser sees it. */
export const isOwnOrigin = (request: FastifyRequest, hosts: readonly string[]): boolean => {
  const { origin, host } = request.headers
  if (origin === undefined || !isKnownHost(host, hosts)) return false
  return URL.canParse(origin) && new URL(origin).host === host
}

/** A person following a link or typing an address; pages may be opened from anywhere, APIs may not. */
const isNavigation = (request: FastifyRequest): boolean =>
  request.method === 'GET' &&
  request.headers['sec-fetch-mode'] === 'navigate' &&
  request.headers['sec-fetch-dest'] === 'document'

/** localhost:3000 is the same *site* as localhost:8080 and yet another origin, so `same-site` is refused as well. */
const isCrossSite = (request: FastifyRequest, hosts: readonly string[]): boolean => {
  const site = request.headers['sec-fetch-site']
  if (site !== undefined) return site !== 'same-origin' && site !== 'none'
  return request.headers.origin !== undefined && !isOwnOrigin(request, hosts)
}

const sameToken = (sent: string | undefined, token: string): boolean => {
  const given = Buffer.from(sent?.replace(/^Bearer /, '') ?? '')
  const wanted = Buffer.from(token)
  return given.length === wanted.length && timingSafeEqual(given, wanted)
}

/**
 * What every route but ingest wants: a known Host, no page of another origin, JSON only as application/json (which a
 * page of another origin cannot send without a preflight), and the token where one is set. Throws `HttpError`.
 */
export const guardRequest = (request: FastifyRequest, { hosts, token }: GuardOptions): void => {
  if (!isKnownHost(request.headers.host, hosts))
    throw serviceError('host.unknown', { detail: request.headers.host ?? '' })
  const api = request.url.startsWith('/api/')
  if (isCrossSite(request, hosts) && (api || !isNavigation(request))) throw serviceError('request.cross_site')
  const hasBody = request.headers['content-length'] !== undefined || request.headers['transfer-encoding'] !== undefined
  if (hasBody && request.method !== 'GET' && !/^application\/json\b/i.test(request.headers['content-type'] ?? '')) {
    throw serviceError('request.not_json')
  }
  if (token !== undefined && !sameToken(request.headers.authorization, token)) throw serviceError('token.wrong')
}
