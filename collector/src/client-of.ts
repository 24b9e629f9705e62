import { readTraceparent } from '@maidian/service'
import type { FastifyRequest } from 'fastify'

/** What a request says of who sends it. */
export type Client = {
  /** Before the policy of the source applies. */
  ip: string
  ua: string
  /** The trace it belongs to, where it says one. */
  trace?: string | undefined
}

export const clientOf = ({ ip, headers }: FastifyRequest): Client => ({
  ip,
  ua: headers['user-agent'] ?? '',
  trace: readTraceparent(headers.traceparent)?.trace_id,
})
