import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { open } from 'lmdb'

/** What the log remembers beside its records: its id, what each group has committed, generations. */
export type LogState = {
  id: string
  committed(group: string): number | null
  groups(): { group: string; committed: number }[]
  commit(group: string, offset: number): Promise<void>
  /** Grows by one each time somebody begins to consume. */
  nextGeneration(group: string): Promise<number>
  close(): Promise<void>
}

export const openState = async (dir: string): Promise<LogState> => {
  const db = open<string | number, string>({ path: join(dir, 'state.mdb'), noSubdir: true, overlappingSync: false })
  const known = db.get('id')
  const id = typeof known === 'string' ? known : randomUUID()
  if (known !== id) await db.put('id', id)
  const prefix = 'committed:'
  return {
    id,
    committed: group => (db.get(prefix + group) as number | undefined) ?? null,
    groups: () =>
      [...db.getRange({ start: prefix, end: `${prefix}￿` })].map(({ key, value }) => ({
        group: key.slice(prefix.length),
        committed: value as number,
      })),
    commit: async (group, offset) => {
      await db.put(prefix + group, offset)
    },
    nextGeneration: async group => {
      const generation = ((db.get(`generation:${group}`) as number | undefined) ?? 0) + 1
      await db.put(`generation:${group}`, generation)
      return generation
    },
    close: () => db.close(),
  }
}
