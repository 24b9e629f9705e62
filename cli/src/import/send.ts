import { setTimeout as sleep } from 'node:timers/promises'
import type { BatchReply, Event } from '@maidian/schemas'
import { CliError } from '../errors.ts'

export type Sender = (events: Event[]) => Promise<BatchReply['events']>

const TRIES = 10
const MAX_PAUSE_MS = 15_000

const errorOf = async (response: Response): Promise<string> => {
  const body = (await response.json().catch(() => null)) as { error?: { message?: string } } | null
  return body?.error?.message ?? `status ${response.status}`
}

/**
 * Sends a batch through the collector's own door until it is acknowledged, and returns what was not plainly accepted.
 * The same ids go again after a failure. Throws `import.refused` or `import.unreachable`.
 */
export const createSender = ({ url, key }: { url: string; key: string }): Sender => {
  const target = `${url.replace(/\/$/, '')}/v1/events?key=${encodeURIComponent(key)}`

  const attempt = async (events: Event[]): Promise<Response | Error> => {
    try {
      return await fetch(target, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ sdk: 'import/0.1.0', events }),
      })
    } catch (error) {
      return error as Error
    }
  }

  const send: Sender = async events => {
    for (let tried = 1; ; tried++) {
      const answer = await attempt(events)
      if (answer instanceof Response) {
        if (answer.status === 204) return []
        if (answer.status === 200) return ((await answer.json()) as BatchReply).events
        if (answer.status === 413 && events.length > 1) {
          const half = Math.ceil(events.length / 2)
          const first = await send(events.slice(0, half))
          const second = await send(events.slice(half))
          return [...first, ...second.map(verdict => ({ ...verdict, index: verdict.index + half }))]
        }
        if (answer.status < 500 && answer.status !== 429) throw new CliError('import.refused', await errorOf(answer))
      }
      if (tried >= TRIES) {
        const why = answer instanceof Response ? await errorOf(answer) : String(answer.cause ?? answer)
        throw new CliError('import.unreachable', `${url}: ${why}`)
      }
      await sleep(Math.min(MAX_PAUSE_MS, 200 * 2 ** tried) * (0.5 + Math.random() / 2))
    }
  }
  return send
}
