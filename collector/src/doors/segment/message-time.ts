/** ISO 8601, or ms since 1970. */
const msOf = (value: unknown): number | null => {
  const ms = typeof value === 'string' ? Date.parse(value) : value
  return typeof ms === 'number' && Number.isFinite(ms) ? Math.trunc(ms) : null
}

/**
 * When the client says that it happened: `timestamp`, which a caller may set, before `originalTimestamp`, which
 * RudderStack's libraries write. Null where it does not say.
 */
export const messageTime = (message: { timestamp?: unknown; originalTimestamp?: unknown }): number | null =>
  msOf(message.timestamp) ?? msOf(message.originalTimestamp)

/** When the client sent: of a batch, the envelope's, since libraries strip it from the messages. */
export const sentTime = (...values: unknown[]): number | undefined =>
  values.map(msOf).find((ms): ms is number => ms !== null)
