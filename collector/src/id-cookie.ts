import { isIP } from 'node:net'
import type { IdCookie } from '@maidian/service'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { KnownSource } from './sources.ts'

/** What a cookie may hold (RFC 6265), and not more of it than an id needs. */
const VALUE = /^[!#-+\--:<-[\]-~]{1,1000}$/

const DAY_S = 86_400

const lies = (host: string, domain: string): boolean => host === domain || host.endsWith(`.${domain}`)

/**
 * True when a page of the cookie's own site asks: the browser says so, where it says anything, and the page's host lies
 * in the cookie's domain. Whether this page may send at all was asked before.
 */
const isOwnPage = ({ headers }: FastifyRequest, { domain }: IdCookie): boolean => {
  const { origin, 'sec-fetch-site': site } = headers
  if (site !== undefined && site !== 'same-origin' && site !== 'same-site') return false
  return origin !== undefined && URL.canParse(origin) && lies(new URL(origin).hostname, domain)
}

/** The cookie's value as the browser sent it; undefined where it has none. */
const presented = ({ headers }: FastifyRequest, name: string): string | undefined =>
  headers.cookie
    ?.split(/; */)
    .find(pair => pair.startsWith(`${name}=`))
    ?.slice(name.length + 1)

const setCookie = (name: string, value: string, { cookie, https }: { cookie: IdCookie; https: boolean }): string => {
  const { domain, days } = cookie
  const parts = [`${name}=${value}`, `Max-Age=${days * DAY_S}`, 'Path=/', 'SameSite=Lax']
  // On localhost and addresses a cookie belongs to its host alone.
  if (domain.includes('.') && isIP(domain) === 0) parts.push(`Domain=${domain}`)
  if (https) parts.push('Secure')
  return parts.join('; ')
}

/** Sets the cookie on an answer; to be called once the batch is durable. */
export type Renew = (reply: FastifyReply) => void

const NOTHING: Renew = () => {}

/**
 * The cookie that the pages of a source have, set again by the server as the browser presented it: one that a script
 * has set is forgotten by Safari after seven days. Never another value, so nobody's id can be chosen for them. The page
 * may read this answer also where it sends its cookies along. docs/decisions/0017-a-cookie-kept-by-the-server.md
 */
export const idCookieOf = (
  request: FastifyRequest,
  reply: FastifyReply,
  { known, key }: { known: KnownSource; key: string },
): Renew => {
  const { id_cookie: cookie } = known.source
  if (cookie === undefined || !isOwnPage(request, cookie)) return NOTHING
  reply.header('access-control-allow-credentials', 'true')
  const name = cookie.name ?? `maidian.${key}.who`
  const value = presented(request, name)
  if (value === undefined || !VALUE.test(value)) return NOTHING
  // A page of https can ask nothing but https, whatever a proxy has made of it on the way.
  const https = request.headers.origin?.startsWith('https:') ?? false
  return answer => answer.header('set-cookie', setCookie(name, value, { cookie, https }))
}
