import type { LogRecord } from '@maidian/engines'
import type { BatchEnvelope, EventRow, LogHeader, LogPosition, QuarantineRow, Verdict } from '@maidian/schemas'
import type { Project } from '@maidian/service'
import { NO_PLANS, type Plans } from '@maidian/tracking-plan'
import { FACTS, factsOf } from './facts/facts-of.ts'
import type { UnfitEvents } from './flow/unfit.ts'
import { openRecord } from './open-record.ts'
import { poisonRow } from './poison-row.ts'
import { noRows, type Rows } from './rows.ts'
import { correctTime } from './steps/clock.ts'
import { eventId } from './steps/event-id.ts'
import { miniDevice } from './steps/mini-device.ts'
import { cleanContext, type PageFacts, readPage } from './steps/page.ts'
import { createPlanSteps, fitOf, judgeAgain, type PlanStep } from './steps/plan.ts'
import { propsText, string } from './steps/text.ts'
import { createReadUrl, type ReadUrl } from './steps/url.ts'
import { createUserAgentStep, isCrawler, type UserAgentFacts } from './steps/user-agent.ts'

type RawEvent = Record<string, unknown>
type At = { logId: string; partition: number }

/** A record and everything about it that its events share. */
type Shared = {
  header: LogHeader
  batch: BatchEnvelope
  project: Project
  plan: PlanStep | null
  readUrl: ReadUrl
  position: Omit<LogPosition, 'log_index'>
  bot: boolean
  verdicts: Map<number, LogHeader['verdicts'][number]>
  /** What the context of an event says, and the user agent where it is silent; read once for all events that share it. */
  facts: (event: RawEvent) => ContextFacts
}

type ContextFacts = PageFacts & UserAgentFacts

const NO_AGENT: UserAgentFacts = {
  browser: '',
  browser_version: '',
  os: '',
  os_version: '',
  device_type: '',
  device_brand: '',
  device_model: '',
}

const contextOf = (event: RawEvent, batch: BatchEnvelope): unknown =>
  typeof event.context === 'number' ? batch.contexts?.[event.context] : undefined

const createFactsReader = (
  batch: BatchEnvelope,
  { readUrl, kind, agent }: { readUrl: ReadUrl; kind: LogHeader['kind']; agent: UserAgentFacts },
): Shared['facts'] => {
  const read = new Map<unknown, ContextFacts>()
  return event => {
    const context = contextOf(event, batch)
    const known = read.get(context) ?? {
      ...readPage(context, { readUrl, kind }),
      ...(kind === 'mini' ? miniDevice(context, agent) : agent),
    }
    read.set(context, known)
    return known
  }
}

const planOf = (plan: unknown): { plan: string; plan_version: string } => {
  const [name = '', version = ''] = string(plan).split('#')[0]?.split('@') ?? []
  return { plan: name, plan_version: version }
}

/** A planned value that its column cannot hold is told by its path, if the collector has not told it already. */
const misfitFlags = (misfits: readonly string[], flags: readonly string[]): string[] =>
  misfits
    .filter(name => !flags.some(flag => flag.startsWith('prop.') && flag.split(':')[1]?.split('.')[0] === name))
    .map(name => `prop.type:${name}`)

const brokenRules = ({ event, plan, props }: RawEvent, { plan: step }: Shared): string[] =>
  step?.brokenRules({
    event: string(event),
    plan: typeof plan === 'string' ? plan : undefined,
    props: typeof props === 'object' && props !== null ? (props as RawEvent) : undefined,
  }) ?? []

/** A device that the collector gave stands in place of what the client says. */
const deviceOf = (event: RawEvent, { header, batch }: Shared): string =>
  header.device ?? (string(event.device) || (batch.device ?? ''))

const isOurs = ({ internal }: LogHeader, index: number): boolean =>
  internal === true || (internal?.includes(index) ?? false)

const eventRow = (event: RawEvent, index: number, flags: string[], shared: Shared): EventRow => {
  const { header, batch, position, bot } = shared
  const time = event.time as number
  const { ts, clamped } = correctTime({ time, sent: batch.sent, received: header.received, kind: header.kind })
  const { planned, rest, misfits } = fitOf(shared.plan)(event.props)
  const allFlags = [
    ...flags,
    ...misfitFlags(misfits, flags),
    ...brokenRules(event, shared),
    ...(clamped ? ['time_clamped'] : []),
  ]
  return {
    event_id: eventId(event, header),
    name: string(event.event),
    ts,
    client_time: time,
    received: header.received,
    verdict: allFlags.length > 0 ? 'flagged' : 'accepted',
    flags: allFlags,
    ...planOf(event.plan),
    user: string(event.user) || (batch.user ?? ''),
    device: deviceOf(event, shared),
    session: string(event.session),
    stream: string(event.stream),
    seq: typeof event.seq === 'number' ? event.seq : null,
    source: header.source,
    platform: header.kind,
    sdk: string(batch.sdk),
    ...shared.facts(event),
    // Our own people are no customers, whatever their app says.
    ...(isOurs(header, index) && { env: 'test' as const }),
    bot,
    country: header.geo?.country ?? '',
    region: header.geo?.region ?? '',
    city: header.geo?.city ?? '',
    ip: header.ip,
    ...position,
    log_index: index,
    debug: string(batch.debug),
    planned,
    props: propsText(rest),
  }
}

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

const quarantineRow = (event: unknown, index: number, reasons: string[], shared: Shared): QuarantineRow => {
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

const placeEvent = (event: unknown, index: number, shared: Shared, rows: Rows): void => {
  const listed = shared.verdicts.get(index)
  const [, given, givenRules]: [number, Verdict, string[]] = listed ?? [index, 'accepted', []]
  const { header, project, plan } = shared
  const { verdict, rules } = judgeAgain({ verdict: given, rules: givenRules }, event as RawEvent, {
    step: plan,
    project,
    header,
    appVersion: () => shared.facts(event as RawEvent).app_version,
  })
  if (verdict === 'blocked') return
  if (verdict === 'quarantined') {
    rows.quarantine.push(quarantineRow(event, index, rules, shared))
    return
  }
  const row = eventRow(event as RawEvent, index, rules, shared)
  const facts = factsOf(row, (event as RawEvent).props, header)
  // Of an event that its record holds twice, the first is stored.
  if (facts !== null && !rows.events.some(({ event_id }) => event_id === row.event_id)) {
    for (const table of FACTS) rows[table].push(...((facts[table] ?? []) as never[]))
  }
  rows.events.push(row)
}

const NONE_UNFIT: UnfitEvents = new Map()

/** What the collector says of the events, and of some that the store has refused them. */
const verdictsOf = ({ verdicts }: LogHeader, unfit: UnfitEvents): Shared['verdicts'] => {
  const all: Shared['verdicts'] = new Map(verdicts.map(verdict => [verdict[0], verdict]))
  for (const index of unfit.keys())
    all.set(index, [index, 'quarantined', [...(all.get(index)?.[2] ?? []), 'row.refused']])
  return all
}

/** A record's rows; `unfit`: those of its events that the store does not take. */
export type Transform = (record: LogRecord, at: At, unfit?: UnfitEvents) => Rows

/**
 * Turns log records into rows. A row depends on its record alone, never on what came before; nothing here fails: what
 * cannot be read becomes a quarantine row.
 */
export const createTransform = (projects: readonly Project[], plans: Plans = NO_PLANS): Transform => {
  const byName = new Map(projects.map(project => [project.name, project]))
  const fallback = projects[0] as Project
  const readUrlOf = new Map(projects.map(({ name, url_query }) => [name, createReadUrl(url_query)]))
  const parseAgent = createUserAgentStep()
  const planStepOf = createPlanSteps(plans)

  const rowsOf = (record: LogRecord, at: At, unfit: UnfitEvents): Rows => {
    const opened = openRecord(record)
    const project = byName.get(record.header?.project ?? '')
    if (!opened.ok || !project) {
      const rows = noRows((project ?? fallback).name)
      rows.quarantine.push(poisonRow(record, opened.ok ? 'record.project' : opened.reason, at))
      return rows
    }
    const { header, batch } = opened
    const person = header.kind !== 'server'
    const readUrl = readUrlOf.get(project.name) as ReadUrl
    const agent = person ? parseAgent(header.ua) : NO_AGENT
    const shared: Shared = {
      header,
      batch,
      project,
      plan: planStepOf(project),
      readUrl,
      position: { log_id: at.logId, log_partition: at.partition, log_offset: record.offset },
      bot: person && isCrawler(header.ua),
      verdicts: verdictsOf(header, unfit),
      facts: createFactsReader(batch, { readUrl, kind: header.kind, agent }),
    }
    const rows = noRows(project.name)
    rows.replay = header.replay !== undefined
    batch.events.forEach((event, index) => {
      placeEvent(event, index, shared, rows)
    })
    rows.client_loss = (batch.dropped ?? []).map(({ stream, reason, n }) => ({
      stream: string(stream),
      reason: string(reason),
      source: header.source,
      sdk: string(batch.sdk),
      received: header.received,
      n,
    }))
    return rows
  }
  return (record, at, unfit = NONE_UNFIT) => {
    try {
      return rowsOf(record, at, unfit)
    } catch {
      const rows = noRows((byName.get(record.header?.project ?? '') ?? fallback).name)
      rows.quarantine.push(poisonRow(record, 'record.transform', at))
      return rows
    }
  }
}
