import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type { EventStore } from '@maidian/engines'
import { MAX_REPLAY_EVENTS, type ReplayAnswer, type ReplayedEvent, type ReplayRow } from '@maidian/schemas'
import { CliError } from '../errors.ts'
import type { Condition } from './which.ts'

/** What today's plan says of the live events asked about. */
export type Replayed = {
  project: string
  dryRun: boolean
  /** Events by verdict: accepted and flagged ones were put into the log again, the others stay. */
  verdicts: Record<string, number>
  /** Of those that stay: how many broke which rule. */
  rules: Record<string, number>
}

type Page = { rows: ReplayRow[]; last: Key | null }
type Key = { day: string; name: string; event_id: string }
type Row = Omit<ReplayRow, 'received'> & { received: string; day: string; name: string }

/** Bytes of raw events that one request may hold. */
const PAGE_BYTES = 8 * 1024 * 1024
const TRIES = 8

const pageAfter = async (
  store: EventStore,
  { project, condition, after }: { project: string; condition: Condition; after: Key | null },
): Promise<Page> => {
  const beyond =
    after === null ? '' : ' AND (toDate(received), name, event_id) > ({day:Date}, {name:String}, {event_id:UUID})'
  const found = await store.query<Row>({
    sql: `SELECT event_id, raw, source, header, toUnixTimestamp64Milli(received) AS received, toDate(received) AS day, name
FROM (SELECT *, sum(length(raw)) OVER (ORDER BY toDate(received), name, event_id) AS bytes FROM
  (SELECT * FROM ${project}.quarantine WHERE ${condition.sql}${beyond}
   ORDER BY toDate(received), name, event_id LIMIT {most:UInt32}))
WHERE bytes - length(raw) < {bytes:UInt64} ORDER BY day, name, event_id`,
    params: { ...condition.params, ...(after ?? {}), most: MAX_REPLAY_EVENTS, bytes: PAGE_BYTES },
  })
  const last = found.at(-1)
  return {
    rows: found.map(({ event_id, raw, source, header, received }) => {
      return { event_id, raw, source, header, received: Number(received) }
    }),
    last: last ? { day: last.day, name: last.name, event_id: last.event_id } : null,
  }
}

export type ReplayTarget = { url: string; token: string | undefined }

const errorOf = async (response: Response): Promise<string> => {
  const body = (await response.json().catch(() => null)) as { error?: { message?: string } } | null
  return body?.error?.message ?? `status ${response.status}`
}

/** Sends a page until it is answered; ids decide what is new, so it may go twice. */
const send = async (
  { url, token }: ReplayTarget,
  request: { project: string; run: string; dry: boolean; events: ReplayRow[] },
): Promise<ReplayedEvent[]> => {
  const target = `${url.replace(/\/$/, '')}/api/v1/replay`
  for (let tried = 1; ; tried++) {
    const answer = await fetch(target, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) },
      body: JSON.stringify(request),
    }).catch((error: Error) => error)
    if (answer instanceof Response && answer.ok) return ((await answer.json()) as ReplayAnswer).events
    if (answer instanceof Response && answer.status < 500) throw new CliError('replay.refused', await errorOf(answer))
    if (tried >= TRIES) {
      const why = answer instanceof Response ? await errorOf(answer) : String(answer.cause ?? answer)
      throw new CliError('replay.unreachable', `${url}: ${why}`)
    }
    await sleep(200 * 2 ** tried)
  }
}

const count = (counts: Record<string, number>, name: string): void => {
  counts[name] = (counts[name] ?? 0) + 1
}

/** Has the live events asked about judged again, page by page, and put into the log where they are good now. */
export const replayQuarantine = async (
  store: EventStore,
  {
    project,
    condition,
    target,
    dryRun,
  }: { project: string; condition: Condition; target: ReplayTarget; dryRun: boolean },
): Promise<Replayed> => {
  const replayed: Replayed = { project, dryRun, verdicts: {}, rules: {} }
  const run = randomUUID()
  for (let after: Key | null = null; ; ) {
    const { rows, last }: Page = await pageAfter(store, { project, condition, after })
    if (last === null) return replayed
    for (const { verdict, reasons } of await send(target, { project, run, dry: dryRun, events: rows })) {
      count(replayed.verdicts, verdict)
      if (verdict === 'accepted' || verdict === 'flagged') continue
      for (const rule of new Set(reasons.map(reason => reason.rule))) count(replayed.rules, rule)
    }
    after = last
  }
}
