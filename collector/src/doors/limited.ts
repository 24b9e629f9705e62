import { collectorError } from '../errors.ts'

/** What Segment allows in a batch; no library of the others sends more. */
export const MAX_MESSAGES = 2500

/** The messages of a request, if they are not too many. */
export const limited = (messages: unknown[]): unknown[] => {
  if (messages.length <= MAX_MESSAGES) return messages
  throw collectorError('batch.too_many_events', { fields: { max_events: MAX_MESSAGES } })
}
