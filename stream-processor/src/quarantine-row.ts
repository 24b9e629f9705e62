import type { LogHeader, QuarantineRow } from '@maidian/schemas'
import { contextOf, type RawEvent, type Shared } from './shared.ts'
import { correctTime } from './steps/clock.ts'
import { eventId } from './steps/event-id.ts'
import { cleanContext } from './steps/page.ts'
import { string } from './steps/text.ts'

/** What is kept of an event: on a cookieless source not the device that it names. */
const keptOf = (event: unknown, { device }: LogHeader): unknown => {
  if (device === undefined || typeof event !== 'object' || event === null || Array.isArray(event)) return event
  const { device: _, ...kept } = event as RawEvent
  return kept
}

/** The event as a batch of its own, so that a replay can send it through the log as it is. */
const alone = (event: unknown, { header, batch, readUrl }: Shared): string => {
  const kept = keptOf(event, header)
  const raw = (typeof kept === 'object' && kept !== null ? kept : {}) as RawEvent
  const context = contextOf(raw, batch)
  const { sdk, sent, user } = batch
  return JSON.stringify({
    sdk,
    sent,
    device: header.device ?? batch.device,
    user,
    ...(context !== undefined && { contexts: [cleanContext(context, readUrl)] }),
    events: [context === undefined ? kept : { ...raw, context: 0 }],
  })
}

/** The row of an event that is kept apart. */
export const quarantineRow = (event: unknown, index: number, reasons: string[], shared: Shared): QuarantineRow => {
  const { header, batch, position } = shared
  const raw = (typeof event === 'object' && event !== null ? event : {}) as RawEvent
  const { time } = raw
  const known = typeof time === 'number' && Number.isFinite(time)
  const { ts } = correctTime({
    time: known ? time : header.received,
    sent: known ? batch.sent : undefined,
    received: header.received,
    kind: header.kind,
  })
  return {
    event_id: eventId(event, header),
    name: string(raw.event),
    ts: Math.trunc(ts),
    received: header.received,
    source: header.source,
    sdk: string(batch.sdk),
    app_version: shared.facts(raw).app_version,
    raw: alone(event, shared).toWellFormed(),
    reasons,
    plan: header.plan,
    debug: string(batch.debug),
    ...position,
    log_index: index,
  }
}
