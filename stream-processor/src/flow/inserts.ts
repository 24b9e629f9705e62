import type { EventStore, Packed, Table } from '@maidian/engines'
import { MAX_MONTHS, type Part } from '../pack-rows.ts'

/** Everything a round writes, gathered into as few inserts as may be. */
export type Inserts = {
  add(parts: readonly Part[]): void
  /** One after the other, events last. */
  write(store: EventStore): Promise<void>
  /** Rows by project and table. */
  counts(): { project: string; table: Table; rows: number }[]
}

type Insert = { of: string; table: Table; packed: Packed[]; months: Set<number> }

export const createInserts = (): Inserts => {
  const inserts: Insert[] = []

  const insertFor = ({ packed: { project, table }, months }: Part): Insert => {
    const of = `${project}.${table}`
    const fitting = inserts.find(one => one.of === of && new Set([...one.months, ...months]).size <= MAX_MONTHS)
    if (fitting) return fitting
    const insert: Insert = { of, table, packed: [], months: new Set() }
    inserts.push(insert)
    return insert
  }
  return {
    add: parts => {
      for (const part of parts) {
        const insert = insertFor(part)
        insert.packed.push(part.packed)
        for (const month of part.months) insert.months.add(month)
      }
    },
    write: async store => {
      for (const last of [false, true]) {
        for (const { packed } of inserts.filter(({ table }) => (table === 'events') === last)) await store.write(packed)
      }
    },
    counts: () => inserts.flatMap(({ packed }) => packed.map(({ project, table, rows }) => ({ project, table, rows }))),
  }
}
