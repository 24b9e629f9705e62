import type { SourceKind } from '@maidian/schemas'

const OFF_MS = 60_000
const EARLIEST = Date.UTC(2000, 0, 1)
const AHEAD_MS = 24 * 3_600_000

/**
 * When an event happened, ms: the client's time, moved by `received − sent` where its clock is off by more than a
 * minute and it is no server. A time that cannot be true becomes `received`. Depends on the record alone.
 */
export const correctTime = (at: {
  time: number
  sent: number | undefined
  received: number
  kind: SourceKind
}): { ts: number; clamped: boolean } => {
  const { time, sent, received, kind } = at
  const offset = sent === undefined || kind === 'server' ? 0 : received - sent
  const ts = Math.abs(offset) > OFF_MS ? time + offset : time
  return ts < EARLIEST || ts > received + AHEAD_MS ? { ts: received, clamped: true } : { ts, clamped: false }
}
