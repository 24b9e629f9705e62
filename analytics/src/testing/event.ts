import { sampleEvent } from '@maidian/engines/testing'
import type { EventRow } from '@maidian/schemas'

export { sampleId as testId } from '@maidian/engines/testing'

/** A plain event that arrives when it happens; `n` makes its id and its place in the log. */
export const testEvent = (n: number, over: Partial<EventRow> = {}): EventRow => {
  const ts = over.ts ?? Date.UTC(2026, 10, 1)
  return sampleEvent(n, { name: 'view', device: 'd-1', client_time: 0, ts, received: ts, ...over })
}
