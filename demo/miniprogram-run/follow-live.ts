import { setTimeout as sleep } from 'node:timers/promises'
import type { LiveEvent } from '@maidian/schemas'
import { DemoError, type RunningMaidian } from './maidian.ts'

export type Live = {
  /** What has come in since this was asked last, once `done` holds for it and nothing more comes. */
  next(done: (events: readonly LiveEvent[]) => boolean): Promise<LiveEvent[]>
  close(): void
}

const WAIT_MS = 30_000
/** Events of one batch come together; so long after the last of them there is none. */
const QUIET_MS = 300

/** Follows what arrives under a debug id, as the console's live page does. */
export const followLive = async ({ url, ask }: RunningMaidian, debug: string): Promise<Live> => {
  const end = new AbortController()
  const response = await ask(`/api/v1/live?project=shop&debug=${debug}`, { signal: end.signal })
  let events: LiveEvent[] = []
  let lastAt = 0
  const read = async (): Promise<void> => {
    let text = ''
    for await (const chunk of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
      const blocks = (text + chunk).split('\n\n')
      text = blocks.pop() ?? ''
      for (const block of blocks) {
        const data = /^data: (.*)$/m.exec(block)?.[1]
        if (data) events.push(JSON.parse(data) as LiveEvent)
      }
      lastAt = Date.now()
    }
  }
  // A stream that breaks off is told by what does not arrive.
  void read().catch(() => {})
  return {
    next: async done => {
      const until = Date.now() + WAIT_MS
      while (!done(events) || Date.now() - lastAt < QUIET_MS) {
        if (Date.now() > until) {
          throw new DemoError(
            `${events.length} events of this visit, and not all, arrived at ${url} within ${WAIT_MS / 1000} s. Does its maidian.yaml have the project shop and the source wk_demo_mini of kind mini?`,
          )
        }
        await sleep(50)
      }
      const arrived = events
      events = []
      return arrived
    },
    close: () => end.abort(),
  }
}
