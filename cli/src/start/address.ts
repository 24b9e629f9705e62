import { isIP } from 'node:net'
import { CliError } from '../errors.ts'

export type At = { host: string; port: number }

/** What keeps a server from listening there, in our words; null where something else went wrong. */
export const refusedAddress = (cause: unknown, { host, port }: At): CliError | null => {
  const { code } = cause as { code?: string | null }
  if (code === 'EADDRINUSE') return new CliError('start.port_taken', `${host}:${port}`, { cause })
  if (!['EADDRNOTAVAIL', 'EACCES', 'ENOTFOUND'].includes(code ?? '')) return null
  return new CliError('start.address', `${host}:${port} (${code})`, { cause })
}

/** The address as a person types it. */
export const urlOf = ({ host, port }: At): string => {
  const name = host === '0.0.0.0' || host === '::' ? 'localhost' : host
  return `http://${isIP(name) === 6 ? `[${name}]` : name}:${port}`
}
