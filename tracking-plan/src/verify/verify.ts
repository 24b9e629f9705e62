import type { SourceKind } from '@maidian/schemas'
import type { PlanColumn } from '../columns/plan-columns.ts'
import { type Ask, quoted } from '../coverage/ask.ts'
import { columnPerProperty, filled } from '../coverage/filled.ts'
import type { PlanEvent, Release } from '../model.ts'

/** One event that the tester's device sent. `reasons`: rules that it broke; empty where it was plainly accepted. */
export type SentEvent = {
  event: string
  time: string
  verdict: string
  reasons: string[]
  page: string
  properties: string[]
}

export type VerifiedEvent = {
  event: string
  title: string
  owner: string
  /** `seen`: sent, every time by the plan; `broken`: at least once not; `missing`: never sent. */
  state: 'seen' | 'broken' | 'missing'
  times: number
  reasons: string[]
  /** Planned properties that never came along, and whether the plan requires them. */
  neverFilled: { property: string; required: boolean }[]
}

/** What a tester's device sent against the plan. */
export type Verification = {
  project: string
  debug: string
  release: string
  kinds: SourceKind[]
  sent: SentEvent[]
  events: VerifiedEvent[]
  /** Sent, and planned by nobody. */
  unplanned: string[]
}

type Row = {
  name: string
  time: string
  verdict: string
  flags: string[]
  path: string
  platform: SourceKind
  filled: string[]
}
type HeldRow = { name: string; time: string; reasons: string[]; source: string }

const first = (text: Readonly<Record<string, string>>): string => Object.values(text)[0] ?? ''

const verified = (event: PlanEvent, rows: readonly SentEvent[]): VerifiedEvent => {
  const came = new Set(rows.flatMap(({ properties }) => properties))
  const broken = rows.filter(({ reasons }) => reasons.length > 0)
  return {
    event: event.name,
    title: first(event.title),
    owner: event.owner,
    state: rows.length === 0 ? 'missing' : broken.length > 0 ? 'broken' : 'seen',
    times: rows.length,
    reasons: [...new Set(broken.flatMap(({ reasons }) => reasons))],
    neverFilled:
      rows.length === 0
        ? []
        : event.props.filter(({ name }) => !came.has(name)).map(({ name, required }) => ({ property: name, required })),
  }
}

/** Holds what came with a debug id against the plan: seen, broken, never fired. */
export const verifyDebug = async (
  ask: Ask,
  at: { project: string; release: Release; stamp: string; columns: readonly PlanColumn[]; debug: string },
): Promise<Verification> => {
  const { project, release, columns, debug } = at
  const known = columnPerProperty(columns)
  const mine = `debug = ${quoted(debug)}`
  const [rows, held] = await Promise.all([
    ask<Row>(`SELECT name, toString(ts) AS time, verdict, flags, path, platform,
  arrayFilter(property -> property != '', [${known.map(column => `if(${filled(column)}, ${quoted(column.property)}, '')`).join(', ') || "''"}]) AS filled
FROM ${project}.events WHERE ${mine} ORDER BY ts LIMIT 10000`),
    ask<HeldRow>(
      `SELECT name, toString(ts) AS time, reasons, source FROM ${project}.quarantine WHERE ${mine} ORDER BY ts LIMIT 10000`,
    ),
  ])
  const sent: SentEvent[] = [
    ...rows.map(({ name, time, verdict, flags, path, filled: properties }) => ({
      event: name,
      time: `${time.replace(' ', 'T')}Z`,
      verdict,
      reasons: flags,
      page: path,
      properties,
    })),
    ...held.map(({ name, time, reasons }) => ({
      event: name,
      time: `${time.replace(' ', 'T')}Z`,
      verdict: 'quarantined',
      reasons,
      page: '',
      properties: [],
    })),
  ].sort((a, b) => (a.time < b.time ? -1 : a.time > b.time ? 1 : 0))
  const kinds = [...new Set(rows.map(({ platform }) => platform))]
  const expected = Object.values(release.events).filter(
    ({ status, sources }) =>
      status !== 'removed' && (kinds.length === 0 || kinds.some(kind => sources[kind] !== undefined)),
  )
  return {
    project,
    debug,
    release: at.stamp,
    kinds,
    sent,
    events: expected.map(event =>
      verified(
        event,
        sent.filter(({ event: name }) => name === event.name),
      ),
    ),
    unplanned: [...new Set(sent.map(({ event }) => event))].filter(
      name => !name.startsWith('$') && !Object.hasOwn(release.events, name),
    ),
  }
}
