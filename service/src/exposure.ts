import { isIP } from 'node:net'
import { ConfigError } from './located.ts'

/** True when only this machine can reach the address. */
const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'))

/** Whoever can reach the query API can read everything, so beyond loopback it wants a token. Throws `ConfigError`. */
export const requireToken = (host: string, token: string | undefined): void => {
  if (isLoopback(host) || token !== undefined) return
  throw new ConfigError(
    `listening on ${host}, the query API and console need MAIDIAN_ADMIN_TOKEN (16 characters or more)`,
  )
}
