import type { LogRecord } from '@maidian/engines'
import type { LogHeader, Verdict } from '@maidian/schemas'
import type { Project } from '@maidian/service'
import { NO_PLANS, type Plans } from '@maidian/tracking-plan'
import { eventRow } from './event-row.ts'
import { FACTS, factsOf } from './facts/facts-of.ts'
import type { UnfitEvents } from './flow/unfit.ts'
import { openRecord } from './open-record.ts'
import { poisonRow } from './poison-row.ts'
import { quarantineRow } from './quarantine-row.ts'
import { noRows, type Rows } from './rows.ts'
import { createFactsReader, NO_AGENT, type RawEvent, type Shared } from './shared.ts'
import { createPlanSteps, judgeAgain } from './steps/plan.ts'
import { string } from './steps/text.ts'
import { createReadUrl, type ReadUrl } from './steps/url.ts'
import { createUserAgentStep, isCrawler } from './steps/user-agent.ts'

type At = { logId: string; partition: number }

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
