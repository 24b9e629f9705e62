import { type LogEntry, partitionOf } from '@maidian/engines'
import {
  type BatchEnvelope,
  compiled,
  LogHeader,
  type ReplayedEvent,
  type ReplayRow,
  type SourceKind,
} from '@maidian/schemas'
import type { Project, Source } from '@maidian/service'
import { ruleWithPath } from '@maidian/tracking-plan'
import { createBounds } from '../bounds.ts'
import { judge } from '../judge.ts'
import { placeOf } from '../log-entries.ts'
import { RULES } from '../rules.ts'
import type { ReplayGate } from './replay-gate.ts'

type Batch = BatchEnvelope & Record<string, unknown>

/** What of the header a quarantined event keeps; absent fields were not known when it was written. */
const KeptHeader = LogHeader.pick({
  kind: true,
  door: true,
  ip: true,
  geo: true,
  ua: true,
  internal: true,
  device: true,
}).partial()
type KeptHeader = ReturnType<typeof KeptHeader.parse>

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** The batch of one event that a row keeps; null where it keeps something else, which nobody could take apart. */
const batchOf = (raw: string): Batch | null => {
  const json = parsed(raw)
  return compiled.batchShape.validate(json) && (json as Batch).events.length === 1 ? (json as Batch) : null
}

const headerOf = (text: string): KeptHeader => {
  const kept = KeptHeader.safeParse(text === '' ? {} : parsed(text))
  return kept.success ? kept.data : {}
}

/** The event under the id that it is known by, whatever its sender called it. */
const underItsId = (event: unknown, id: string): unknown =>
  typeof event === 'object' && event !== null && !Array.isArray(event) ? { ...event, id } : event

export type ReplayOf = {
  project: Project
  /** The source by the name that rows have, where it still is in the configuration. */
  sourceOf: (label: string) => Source | undefined
  gate: ReplayGate | null
  run: string
  partitions: number
}

/** A row judged by today's plan, and the record that it becomes where it is good now. */
export const replayRow = (
  row: ReplayRow,
  { project, sourceOf, gate, run, partitions }: ReplayOf,
): { told: ReplayedEvent; entry: LogEntry | null } => {
  const { event_id } = row
  const read = batchOf(row.raw)
  if (read === null) {
    const reason = { rule: 'replay.unreadable', path: '', message: RULES['replay.unreadable'].say }
    return { told: { event_id, verdict: 'quarantined', reasons: [reason] }, entry: null }
  }
  const source = sourceOf(row.source)
  const kept = headerOf(row.header)
  const kind: SourceKind = kept.kind ?? source?.kind ?? 'server'
  const facts = { ...kept, v: 1 as const, project: project.name, source: row.source, kind, received: row.received }
  const place = placeOf(read.events[0], read, { device: kept.device })
  const batch: Batch = { ...read, events: [underItsId(read.events[0], event_id)] }
  const bounds = createBounds(Buffer.from(row.raw))
  const sender = { kind, onViolation: source?.on_violation, unversioned: source?.unversioned }
  const [judged] = judge(kept.device === undefined ? batch : { ...batch, device: kept.device }, {
    plan: gate && { enforce: gate.enforce, sender },
    all: true,
    bounds,
  })
  const { verdict = 'quarantined', reasons = [] } = judged ?? {}
  const told = { event_id, verdict, reasons }
  if (verdict !== 'accepted' && verdict !== 'flagged') return { told, entry: null }
  gate?.scrub.batch(batch, row.raw)
  const header: LogHeader = {
    ...facts,
    door: kept.door ?? 'maidian',
    ip: kept.ip ?? '',
    geo: kept.geo ?? null,
    ua: kept.ua ?? '',
    plan: gate?.stamp ?? '',
    encoding: 'identity',
    replay: run,
    verdicts: verdict === 'flagged' ? [[0, verdict, [...new Set(reasons.map(ruleWithPath))]]] : [],
  }
  const partition = partitionOf(project.name, place, partitions)
  return { told, entry: { partition, header, value: Buffer.from(JSON.stringify(batch)) } }
}
