import { parseObject } from './json.ts'
import type { Answer, EventRemark } from './platform.ts'

/**
 * The collector's remarks, where an answer acknowledges the batch: only 204, and 200 with our JSON, do. Captive
 * portals and proxies answer 200 with a page of their own. For the same reason an HTML 400 and every 4xx that is not
 * named below are waited out rather than taken as a verdict.
 */
export const remarksIn = ({ status, body }: Answer): EventRemark[] | undefined => {
  if (status === 204) return []
  const { events } = parseObject<{ events: EventRemark[] }>(body)
  return status === 200 && Array.isArray(events) ? events : undefined
}

/** The batch will never be taken as it is; a smaller one may be. */
export const isUnfit = ({ status, body = '' }: Answer): boolean =>
  status === 413 || (status === 400 && body.trim()[0] !== '<')

/** Key or origin is refused. */
export const isRefusal = ({ status }: Answer): boolean => status === 401 || status === 403
