import { isBuiltIn, type SourceKind } from '@maidian/schemas'
import type { PlanColumn } from '../columns/plan-columns.ts'
import type { PlanEvent, Release } from '../model.ts'
import { type Ask, quoted, since } from './ask.ts'
import { columnPerProperty, filled } from './filled.ts'

/** How often a property came along, and how often it broke the plan. `rate`: 0 to 1. */
export type PropertyCoverage = { property: string; filled: number; rate: number; violations: number }

/** What one source sends of one event in one version of its app. `lastSeen`: ISO 8601. */
export type EventCoverage = {
  event: string
  source: string
  appVersion: string
  events: number
  quarantined: number
  lastSeen: string
  properties: PropertyCoverage[]
}

export type Coverage = {
  days: number
  covered: EventCoverage[]
  /** Planned, and sent by nobody: event and kind of source. */
  silent: { event: string; source: SourceKind; status: string }[]
  /** Sent, and planned by nobody. */
  unplanned: { event: string; property: string; source: string; events: number }[]
}

type Key = { name: string; source: string; app_version: string }
type Counted = Key & { events: string; last_seen: string; platform: string; filled: string[] }
type Flagged = Key & { flag: string; n: string }
type Held = Key & { n: string; reasons: string[]; last_seen: string }

const keyOf = ({ name, source, app_version }: Key): string => JSON.stringify([name, source, app_version])

/** `prop.type:items.price` → `items`; empty for rules about the whole event, or between its properties. */
const propertyOf = (flag: string): string =>
  flag.startsWith('prop.') && !flag.startsWith('prop.rule:')
    ? (flag.slice(flag.indexOf(':') + 1).split('.')[0] ?? '')
    : ''

const planned = (event: PlanEvent | undefined, { every_event }: Release): Set<string> =>
  new Set([
    ...(event?.props ?? []).map(({ name }) => name),
    ...Object.values(event?.variants?.when ?? {}).flatMap(uses => uses.map(({ name }) => name)),
    ...Object.values(every_event).flatMap(names => names ?? []),
  ])

/** What was seen of a plan over the last days: per event, property, source and app version. */
export const readCoverage = async (
  ask: Ask,
  {
    project,
    release,
    columns,
    days,
  }: { project: string; release: Release; columns: readonly PlanColumn[]; days: number },
): Promise<Coverage> => {
  const known = columnPerProperty(columns)
  const range = `${since('ts', days)} AND toDate(ts) >= today() - ${Math.trunc(days)}`
  const key = 'name, source, app_version'
  const [counted, flagged, held, loose] = await Promise.all([
    ask<Counted>(`SELECT ${key}, any(platform) AS platform, count() AS events, toString(max(ts)) AS last_seen,
  [${known.map(column => `countIf(${filled(column)})`).join(', ') || '0'}] AS filled
FROM ${project}.events WHERE ${range} GROUP BY ${key} ORDER BY ${key}`),
    ask<Flagged>(`SELECT ${key}, flag, count() AS n FROM ${project}.events ARRAY JOIN flags AS flag
WHERE ${range} GROUP BY ${key}, flag`),
    ask<Held>(`SELECT ${key}, count() AS n, toString(max(ts)) AS last_seen, arrayDistinct(arrayFlatten(groupArray(reasons))) AS reasons
FROM ${project}.quarantine WHERE ${since('received', days)} AND resolved_at IS NULL GROUP BY ${key}`),
    ask<{ name: string; source: string; property: string; n: string }>(`SELECT name, source, property, count() AS n
FROM ${project}.events ARRAY JOIN mapKeys(props) AS property
WHERE ${range} AND property NOT IN (${known.map(({ property }) => quoted(property)).join(', ') || "''"})
GROUP BY name, source, property ORDER BY n DESC LIMIT 1000`),
  ])

  const violations = new Map<string, number>()
  for (const row of flagged) {
    const at = `${keyOf(row)}${propertyOf(row.flag)}`
    violations.set(at, (violations.get(at) ?? 0) + Number(row.n))
  }
  const heldBy = new Map(held.map(row => [keyOf(row), row]))
  const covered = counted.map((row): EventCoverage => {
    const events = Number(row.events)
    const own = planned(release.events[row.name], release)
    const waiting = heldBy.get(keyOf(row))
    heldBy.delete(keyOf(row))
    return {
      event: row.name,
      source: row.source,
      appVersion: row.app_version,
      events,
      quarantined: Number(waiting?.n ?? 0),
      lastSeen: `${row.last_seen.replace(' ', 'T')}Z`,
      properties: known.flatMap(({ property }, i) => {
        const count = Number(row.filled[i] ?? 0)
        const broken = violations.get(`${keyOf(row)}${property}`) ?? 0
        if (!own.has(property) && count === 0 && broken === 0) return []
        return [{ property, filled: count, rate: count / events, violations: broken }]
      }),
    }
  })
  for (const row of heldBy.values()) {
    covered.push({
      event: row.name,
      source: row.source,
      appVersion: row.app_version,
      events: 0,
      quarantined: Number(row.n),
      lastSeen: `${row.last_seen.replace(' ', 'T')}Z`,
      properties: [],
    })
  }

  const seen = new Set(counted.map(({ name, platform }) => `${name} ${platform}`))
  const silent = Object.values(release.events).flatMap(({ name, sources, status }) =>
    (Object.keys(sources) as SourceKind[])
      .filter(source => status !== 'removed' && !seen.has(`${name} ${source}`))
      .map(source => ({ event: name, source, status })),
  )
  const strangers = counted
    .filter(({ name }) => !Object.hasOwn(release.events, name) && !isBuiltIn(name))
    .map(({ name, source, events }) => ({ event: name, property: '', source, events: Number(events) }))
  const unplanned = loose
    .filter(({ name }) => Object.hasOwn(release.events, name))
    .map(({ name, property, source, n }) => ({ event: name, property, source, events: Number(n) }))
  return { days, covered, silent, unplanned: [...strangers, ...unplanned] }
}
