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
  /** The process that reads for a group; null while none does. */
  reader(group: string): number | null
  /** The process that reads for some group. */
  anyReader(): number | null
  /** This process reads for the group, or no longer does. */
  reading(group: string, is: boolean): Promise<void>
  close(): Promise<void>
}

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // It is somebody else's process.
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

export const openState = async (dir: string): Promise<LogState> => {
  const db = open<string | number, string>({ path: join(dir, 'state.mdb'), noSubdir: true, overlappingSync: false })
  const known = db.get('id')
  const id = typeof known === 'string' ? known : randomUUID()
  if (known !== id) await db.put('id', id)
  const prefix = 'committed:'
  const reader = (group: string): number | null => {
    const pid = db.get(`reader:${group}`)
    return typeof pid === 'number' && isAlive(pid) ? pid : null
  }
  const groupsRead = (): string[] =>
    [...db.getKeys({ start: 'reader:', end: 'reader:￿' })].map(key => key.slice('reader:'.length))
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
    reader,
    anyReader: () =>
      groupsRead()
        .map(reader)
        .find(pid => pid !== null) ?? null,
    reading: async (group, is) => {
      if (is) await db.put(`reader:${group}`, process.pid)
      else await db.remove(`reader:${group}`)
    },
    close: () => db.close(),
  }
}
