import type { WireBatch, WireEvent } from '../src/index.ts'

/** What became of a stream's events; `made` is what its numbers say. */
export type Account = { made: number; stored: number; dropped: number; queued: number; missing: number[] }

/** A value of the queue, as it lies in storage: its third line is the event. */
const queuedEvent = (text: string): WireEvent => JSON.parse(text.split('\n')[2] ?? '') as WireEvent

/**
 * Reconciles each stream: every number from 0 was stored, is queued, or is counted as dropped. `stored`: events at the
 * far side, in any number of copies. `queue`: the queue's values in storage.
 */
export const reconcile = (
  far: { batches: WireBatch[]; stored: WireEvent[] },
  queue: string[],
): Map<string, Account> => {
  const streams = new Map<string, { stored: Set<number>; queued: Set<number>; dropped: Map<string, number> }>()
  const of = (stream: string) => {
    const known = streams.get(stream) ?? { stored: new Set(), queued: new Set(), dropped: new Map() }
    streams.set(stream, known)
    return known
  }
  for (const { stream = '', seq = -1 } of far.stored) of(stream).stored.add(seq)
  for (const { stream = '', seq = -1 } of queue.map(queuedEvent)) {
    if (!of(stream).stored.has(seq)) of(stream).queued.add(seq)
  }
  for (const { dropped = [] } of far.batches) {
    for (const { stream, reason, n } of dropped) {
      of(stream).dropped.set(reason, Math.max(n, of(stream).dropped.get(reason) ?? 0))
    }
  }
  return new Map(
    [...streams].map(([stream, { stored, queued, dropped }]) => {
      const made = Math.max(-1, ...stored, ...queued) + 1
      const missing = Array.from({ length: made }, (_, seq) => seq).filter(seq => !stored.has(seq) && !queued.has(seq))
      const lost = [...dropped.values()].reduce((sum, n) => sum + n, 0)
      return [stream, { made, stored: stored.size, dropped: lost, queued: queued.size, missing }]
    }),
  )
}
