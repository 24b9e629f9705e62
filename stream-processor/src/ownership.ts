import type { EventStore } from '@maidian/engines'
import type { Rows } from './rows.ts'

/** Generations by partition. */
export type Generations = ReadonlyMap<number, number>

export type Ownership = {
  /** The generations that these rows of a project are written under; takes partitions over that are not known to be ours. */
  of(project: string, parts: readonly Rows[]): Promise<Generations>
  /** Takes a partition over again before its next insert. */
  forget(partition: number): void
  forgetAll(): void
}

const partitionsOf = (parts: readonly Rows[]): Set<number> =>
  new Set(parts.flatMap(({ events, quarantine }) => [...events, ...quarantine].map(row => row.log_partition)))

/**
 * Which partitions are ours to insert: once taken over, whoever had them before can insert no more. After a failed
 * insert a partition has to be taken over again: an insert of our own may still be on its way to the store.
 */
export const createOwnership = (store: EventStore, logId: string): Ownership => {
  const owned = new Map<string, Map<number, number>>()
  return {
    of: async (project, parts) => {
      const ours = owned.get(project) ?? new Map<number, number>()
      owned.set(project, ours)
      const strange = [...partitionsOf(parts)].filter(partition => !ours.has(partition))
      if (strange.length > 0) {
        const taken = await store.fence({ project, logId, partitions: strange })
        for (const [partition, generation] of taken) ours.set(partition, generation)
      }
      return ours
    },
    forget: partition => {
      for (const ours of owned.values()) ours.delete(partition)
    },
    forgetAll: () => owned.clear(),
  }
}
