import type { EventStore, Found } from '@maidian/engines'
import { dropKnown, nothingFound, type Skipped } from '../dedupe.ts'
import { type DroppedAsForgotten, dropForgotten, type ReadForgotten } from '../forgotten.ts'
import type { Ownership } from '../ownership.ts'
import { packRows } from '../pack-rows.ts'
import type { Rows } from '../rows.ts'
import type { Transform } from '../transform.ts'
import type { Backlog, Waiting } from './backlog.ts'
import { createInserts, type Inserts } from './inserts.ts'
import { insertApart } from './isolate.ts'
import type { Unfit } from './unfit.ts'

export type RoundDeps = {
  store: EventStore
  logId: string
  transform: Transform
  ownership: Ownership
  backlog: Backlog
  unfit: Unfit
  readForgotten: ReadForgotten
}

/** Events of a record that its sender can be told about: it belonged to a trace, and they were kept from `events`. */
export type Traced = { project: string; partition: number; offset: number; trace: string; events: number }

/** Records that go to the store together. */
export type Round = {
  inserts: Inserts
  reached: Map<number, { offset: number; end: number; epoch: number }>
  /** The ids that it will have put there, by project. */
  ids: Map<string, Found>
  rows: number
  left: { project: string; skipped: Skipped; forgotten: DroppedAsForgotten }[]
  traced: Traced[]
  /** When the last of its records was received by a collector, ms. */
  received: number
}

export const emptyRound = (): Round => ({
  inserts: createInserts(),
  reached: new Map(),
  ids: new Map(),
  rows: 0,
  left: [],
  traced: [],
  received: 0,
})

/**
 * Rows are objects of seventy fields: of so many at a time they are made, looked up, encoded and forgotten, before they
 * grow old.
 */
const CHUNK_ROWS = 2000

const takeRows = ({ backlog, transform, unfit, logId }: RoundDeps, round: Round): Rows[] => {
  const parts: Rows[] = []
  for (let count = 0; count < CHUNK_ROWS; ) {
    const next = backlog.take()
    if (next === undefined) break
    const { partition, record, end, epoch } = next
    const rows = transform(record, { logId, partition }, unfit.of(partition, record))
    parts.push(rows)
    count += rows.events.length + rows.quarantine.length
    round.reached.set(partition, { offset: record.offset + 1, end, epoch })
    round.received = Math.max(round.received, record.header?.received ?? 0)
    trace(next, rows, round)
  }
  return parts
}

const trace = ({ partition, record }: Waiting, { project, quarantine }: Rows, round: Round): void => {
  const id = record.header?.trace
  if (id === undefined || quarantine.length === 0) return
  round.traced.push({ project, partition, offset: record.offset, trace: id, events: quarantine.length })
}

/** What a chunk's rows are written with: what is on its way to the store and not found there yet. */
type Under = { under: ReadonlyMap<string, Found> }

const idsOf = (round: Round, project: string): Found => {
  const ids = round.ids.get(project) ?? nothingFound()
  round.ids.set(project, ids)
  return ids
}

const freshByProject = async (deps: RoundDeps, round: Round, { under }: Under) => {
  const made = takeRows(deps, round)
  const fresher = []
  for (const [project, parts] of Map.groupBy(made, rows => rows.project)) {
    const generations = await deps.ownership.of(project, parts)
    // Only what is asked once a partition is ours holds until its rows are written: forgetting somebody takes it away.
    const [{ fresh: all, skipped }, known] = await Promise.all([
      dropKnown(deps.store, parts, { under: under.get(project) ?? nothingFound(), taken: idsOf(round, project) }),
      deps.readForgotten(project),
    ])
    const { kept: fresh, dropped } = dropForgotten(all, known)
    round.left.push({ project, skipped, forgotten: dropped })
    round.rows += parts.reduce((sum, { events, quarantine }) => sum + events.length + quarantine.length, 0)
    fresher.push({ project, fresh, generations })
  }
  return fresher
}

/** Adds the next records to a round, packed. */
export const addChunk = async (deps: RoundDeps, round: Round, under: Under): Promise<void> => {
  for (const { fresh, generations } of await freshByProject(deps, round, under)) {
    round.inserts.add(await packRows(deps.store, fresh, generations))
  }
}

/**
 * Inserts the next records' events at once and apart, so that those that the store does not take become known. Nothing else
 * is written: the records are to be read again.
 */
export const findUnfit = async (deps: RoundDeps, round: Round): Promise<void> => {
  const { store, unfit } = deps
  for (const { project, fresh, generations } of await freshByProject(deps, round, { under: new Map() })) {
    const rows = fresh.flatMap(({ events }) => events)
    for (const { row, error } of await insertApart(store, { project, table: 'events', rows, generations })) {
      const at = { partition: row.log_partition, offset: row.log_offset, index: row.log_index }
      unfit.add(at, error instanceof Error ? error.message : String(error))
    }
  }
}
