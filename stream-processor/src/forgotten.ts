import { createHash } from 'node:crypto'
import type { EventStore } from '@maidian/engines'
import type { Rows } from './rows.ts'

/** Hash of a user or a device → until when it is forgotten, ms. */
export type Forgotten = ReadonlyMap<string, number>

/** Events left out, by why: received before their person was forgotten, or made before and sent again. */
export type DroppedAsForgotten = { received_before: number; made_before: number }

/** What stands for a user or a device in `forgotten` and `audit`, so that neither names whom it is about. */
export const subjectHash = (project: string, kind: 'user' | 'device', name: string): string =>
  createHash('sha256').update([project, kind, name].join('\0')).digest('hex')

type Known = { state: string; forgotten: Forgotten }

/** Who a project has forgotten. Asks the store each time whether somebody came, and only then who. */
export type ReadForgotten = (project: string) => Promise<Forgotten>

export const createReadForgotten = (store: EventStore): ReadForgotten => {
  const known = new Map<string, Known>()
  return async project => {
    const [row] = await store.query<{ state: string }>({
      sql: `SELECT toString((count(), max(at))) AS state FROM ${project}.forgotten`,
    })
    const state = row?.state ?? ''
    const before = known.get(project)
    if (before?.state === state) return before.forgotten
    const rows = await store.query<{ subject: string; until: string }>({
      sql: `SELECT subject, max(toUnixTimestamp64Milli(at)) AS until FROM ${project}.forgotten GROUP BY subject`,
    })
    const forgotten = new Map(rows.map(({ subject, until }) => [subject, Number(until)]))
    known.set(project, { state, forgotten })
    return forgotten
  }
}

type Subject = { user: string; device: string }

const text = (value: unknown): string => (typeof value === 'string' ? value : '')

/** Whose a quarantined event is, which is kept as a batch of its own. */
const subjectOfRaw = (raw: string): Subject => {
  try {
    const { events, user, device } = JSON.parse(raw) as Record<string, unknown>
    const event = (Array.isArray(events) ? events[0] : null) as { user?: unknown; device?: unknown } | null
    return { user: text(event?.user) || text(user), device: text(event?.device) || text(device) }
  } catch {
    return { user: '', device: '' }
  }
}

/**
 * Leaves out what forgotten people did before they were forgotten: neither a log that is read again nor a client that
 * sends again brings it back. What they do afterwards is kept, of a person that nobody knows.
 */
export const dropForgotten = (
  rows: readonly Rows[],
  forgotten: Forgotten,
): { kept: Rows[]; dropped: DroppedAsForgotten } => {
  const dropped: DroppedAsForgotten = { received_before: 0, made_before: 0 }
  if (forgotten.size === 0) return { kept: [...rows], dropped }
  const hashes = new Map<string, number | undefined>()
  const untilOf = (project: string, { user, device }: Subject): number | undefined => {
    const key = user === '' ? `d:${device}` : `u:${user}`
    if (!hashes.has(key)) {
      const hash = user === '' ? subjectHash(project, 'device', device) : subjectHash(project, 'user', user)
      hashes.set(key, forgotten.get(hash))
    }
    return hashes.get(key)
  }
  const stays = (project: string, subject: Subject, { ts, received }: { ts: number; received: number }): boolean => {
    const until = untilOf(project, subject)
    if (until === undefined || (received > until && ts > until)) return true
    dropped[received <= until ? 'received_before' : 'made_before'] += 1
    return false
  }
  const kept = rows.map(part => ({
    ...part,
    events: part.events.filter(row => stays(part.project, row, row)),
    quarantine: part.quarantine.filter(row => stays(part.project, subjectOfRaw(row.raw), row)),
  }))
  return { kept, dropped }
}
