import type { Command } from 'commander'
import type { OperatorOptions } from '../operator/store.ts'

/** Which live rows of `quarantine` a command is about; all of them where nothing is said. */
export type Which = {
  event?: string
  rule?: string
  appVersion?: string
  source?: string
  since?: string
  until?: string
  where?: string
}

export type WhichOptions = OperatorOptions & Which

export const withWhich = (command: Command): Command =>
  command
    .option('--event <name>', 'events of this name')
    .option('--rule <id>', 'events that broke this rule, such as plan.unknown, or prop.type with any property')
    .option('--app-version <version>', 'events made in this version of the app')
    .option('--source <name>', 'events of this source')
    .option('--since <time>', 'received at or after, such as 2026-11-11 or 2026-11-11T08:00:00Z')
    .option('--until <time>', 'received before')
    .option('--where <sql>', 'any condition on the columns of quarantine')

/** A condition in SQL over `quarantine`, and its parameters. */
export type Condition = { sql: string; params: Record<string, string> }

/** The condition that rows meet which are live and asked about. A row is live while its id is not in `events`. */
export const conditionOf = (project: string, which: Which): Condition => {
  const parts: [sql: string, name: string, value: string | undefined][] = [
    ['name = {event:String}', 'event', which.event],
    [
      `arrayExists(one -> one = {rule:String} OR startsWith(one, concat({rule:String}, ':')), reasons)`,
      'rule',
      which.rule,
    ],
    ['app_version = {app:String}', 'app', which.appVersion],
    ['source = {source:String}', 'source', which.source],
    ['received >= parseDateTime64BestEffort({since:String}, 3)', 'since', which.since],
    ['received < parseDateTime64BestEffort({until:String}, 3)', 'until', which.until],
  ]
  const asked = parts.filter(([, , value]) => value !== undefined)
  const own = [
    'resolved_at IS NULL',
    ...asked.map(([sql]) => sql),
    ...(which.where === undefined ? [] : [`(${which.where})`]),
  ].join(' AND ')
  const stored = `SELECT event_id FROM ${project}.events
  WHERE toUInt128(event_id) IN (SELECT toUInt128(event_id) FROM ${project}.quarantine WHERE ${own})`
  return {
    sql: `${own} AND event_id NOT IN (${stored})`,
    params: Object.fromEntries(asked.map(([, name, value]) => [name, value as string])),
  }
}
