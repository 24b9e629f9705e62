import { EngineError, type EventLogWriter, type LogEntry } from '@maidian/engines'
import { type BatchEnvelope, type EventVerdict, MAX_BATCH_BYTES } from '@maidian/schemas'
import type { Project } from '@maidian/service'
import type { ReadBody } from './body.ts'
import { createBounds } from './bounds.ts'
import type { Client } from './client-of.ts'
import type { DailyDevice } from './daily-device.ts'
import { collectorError } from './errors.ts'
import type { GeoLookup } from './geo/open-geo.ts'
import type { Internal } from './internal-traffic.ts'
import { applyIpPolicy } from './ip-policy.ts'
import { type ByPlan, judge } from './judge.ts'
import { logEntries } from './log-entries.ts'
import type { CollectorMetrics } from './metrics.ts'
import type { PlanGate } from './plan-gate.ts'
import type { RateLimits } from './rate-limits.ts'
import type { KnownSource } from './sources.ts'

export type TakeDeps = {
  log: EventLogWriter
  metrics: CollectorMetrics
  /** What the plan of a project does here, as of now. */
  gateOf: (project: Project) => PlanGate | null
  limit: RateLimits
  geo: GeoLookup
  internalOf: (project: Project, ip: string, batch: BatchEnvelope) => Internal
  dailyDevice: DailyDevice
}

/** Where a batch comes from. */
export type Sent = Client & {
  known: KnownSource
  /** The protocol it came in by; derived ids depend on it. */
  door: string
  received: number
  /** True: a server says that this is the address of the person, not its own. */
  ofPerson?: boolean
  /** True: every event is told of, those that are plainly accepted, too. */
  all: boolean
}

const RETRY_AFTER_S = 2
/** Longer ones are cut: parsers of user agents have been brought to a halt by 8 kB of them. */
const MAX_UA = 512

const asHttpError = (error: unknown): unknown => {
  if (!(error instanceof EngineError)) return error
  if (error.code === 'log.too_large') {
    return collectorError('batch.too_large', { cause: error, fields: { max_bytes: MAX_BATCH_BYTES / 2 } })
  }
  return collectorError('log.not_available', {
    cause: error,
    fields: { reason: error.code },
    headers: { 'retry-after': String(RETRY_AFTER_S) },
  })
}

/** What judges the events of a source by its project's plan. */
const planOf = (gate: PlanGate | null, { kind, on_violation, unversioned }: KnownSource['source']): ByPlan =>
  gate && { enforce: gate.enforce, sender: { kind, onViolation: on_violation, unversioned } }

const countVerdicts = (
  { events, broken }: CollectorMetrics,
  labels: { project: string; source: string },
  { total, verdicts }: { total: number; verdicts: readonly EventVerdict[] },
): void => {
  const others = verdicts.filter(({ verdict }) => verdict !== 'accepted')
  for (const { verdict, reasons } of others) {
    events.inc({ ...labels, verdict })
    for (const rule of new Set(reasons.map(one => one.rule))) broken.inc({ project: labels.project, verdict, rule })
  }
  if (total > others.length) events.inc({ ...labels, verdict: 'accepted' }, total - others.length)
}

/** `local`: some of it is on this machine alone, until the log is back. */
export type Taken = { verdicts: EventVerdict[]; local: boolean }

/** A batch that was judged: what the log is given, and what its sender is told. */
type Admitted = {
  entries: LogEntry[]
  verdicts: EventVerdict[]
  /** Events of the batch. */
  total: number
  /** Bytes of the request's body. */
  bytes: number
  labels: { project: string; source: string }
}

const admit = (body: ReadBody, sent: Sent, deps: TakeDeps): Admitted => {
  const { known } = sent
  const total = body.batch.events.length
  deps.limit(known, sent.ip, total)
  const gate = deps.gateOf(known.project)
  const bounds = createBounds(body.plain)
  const device = deps.dailyDevice(known, sent)
  const judged = device === undefined ? body.batch : { ...body.batch, device }
  // Judged before private data is taken out: what is left of a value is another value.
  const verdicts = judge(judged, { plan: planOf(gate, known.source), all: sent.all, bounds })
  const internal = deps.internalOf(known.project, sent.ip, body.batch)
  const scrubbed = gate?.scrub.batch(body.batch, body.text) ?? false
  const facts = {
    v: 1 as const,
    project: known.project.name,
    source: known.label,
    kind: known.source.kind,
    door: sent.door,
    received: sent.received,
    ip: applyIpPolicy(sent.ip, known.source.ip),
    // Before the policy of the source takes the address away.
    geo: known.source.kind !== 'server' || sent.ofPerson ? deps.geo(sent.ip) : null,
    ua: sent.ua.slice(0, MAX_UA),
    plan: gate?.stamp ?? '',
    ...(internal !== undefined && { internal }),
    ...(device !== undefined && { device }),
    ...(sent.trace !== undefined && { trace: sent.trace }),
  }
  const entries = logEntries(body, verdicts, {
    facts,
    partitions: deps.log.partitions,
    rewritten: scrubbed || bounds.wereMet(),
  })
  return {
    entries,
    verdicts,
    total,
    bytes: body.bytes.length,
    labels: { project: facts.project, source: facts.source },
  }
}

const append = async (
  { entries, verdicts, total, bytes, labels }: Admitted,
  { log, metrics }: TakeDeps,
): Promise<Taken> => {
  const stop = metrics.append.startTimer()
  metrics.inFlight.inc(bytes)
  let local = false
  try {
    // Every part must be durable before anything is acknowledged; a part that is kept twice is one by its ids.
    const appended = await Promise.all(entries.map(entry => log.append(entry)))
    local = appended.some(({ durability }) => durability === 'local')
  } catch (error) {
    throw asHttpError(error)
  } finally {
    metrics.inFlight.dec(bytes)
  }
  stop()
  countVerdicts(metrics, labels, { total, verdicts })
  return { verdicts, local }
}

/**
 * What every door does with a batch that it has read: judges it, takes private data out, and resolves once the log has
 * it durably, to the events that are not plainly accepted. Throws the refusal of the whole batch.
 *
 * What JSON.parse made is let go before the wait for the log: kept by a hundred waiting requests it outlives the young
 * generation, and collecting it cost more than parsing it.
 */
export const takeBatch = (body: ReadBody, sent: Sent, deps: TakeDeps): Promise<Taken> =>
  append(admit(body, sent, deps), deps)
