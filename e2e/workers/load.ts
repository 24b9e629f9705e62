import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { made, newId } from '../harness/events.ts'

export type Load = {
  /** Ids that were answered 204. */
  acknowledged: Set<string>
  /** Requests that nobody answered: neither a status nor a broken connection. */
  unanswered(): number
  /** Where to send from now on; null: wait. */
  at(url: string | null): void
  /** Stops, and resolves once nobody sends any more. */
  stop(): Promise<void>
}

/** Clients that each keep their events until they are acknowledged, and send the same ids again until they are. */
export const loadOf = (clients: number, key = 'wk_demo_web'): Load => {
  const acknowledged = new Set<string>()
  let url: string | null = null
  let running = true
  let unanswered = 0
  const post = (events: unknown[], device: string): Promise<Response | null> =>
    fetch(`${url}/v1/events?key=${key}`, {
      method: 'POST',
      body: JSON.stringify({ device, events }),
      signal: AbortSignal.timeout(5000),
    }).catch((error: Error) => {
      if (error.name === 'TimeoutError') unanswered++
      return null
    })
  const client = async (): Promise<void> => {
    const device = randomUUID()
    while (running) {
      const events = Array.from({ length: 5 }, () => made('view_item', { id: newId() }))
      for (let done = false; !done && running; ) {
        done = url !== null && (await post(events, device))?.status === 204
        if (done) for (const { id } of events) acknowledged.add(id)
        else await sleep(20)
      }
    }
  }
  const all = Array.from({ length: clients }, client)
  return {
    acknowledged,
    unanswered: () => unanswered,
    at: next => {
      url = next
    },
    stop: async () => {
      running = false
      await Promise.all(all)
    },
  }
}
