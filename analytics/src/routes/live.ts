import { setTimeout as sleep } from 'node:timers/promises'
import type { LiveEvent } from '@maidian/schemas'
import type { FastifyInstance } from 'fastify'
import type { RouteDeps } from '../app.ts'
import type { PlannedProject } from '../planned-project.ts'
import { projectOf } from '../questions/asked.ts'
import { createRun, type Run } from '../run.ts'
import {
  type LiveQuarantineRow,
  type LiveRow,
  liveEvent,
  liveQuarantine,
  liveQuarantined,
  liveSince,
} from './live-rows.ts'
import { askedProject } from './meta.ts'

/** Rows reach the store a little after they were received, in no certain order: so long each poll looks back. */
const LOOK_BACK_MS = 30_000
/** A comment now and then tells proxies, and a client that is gone, that the stream is open. */
const PING_EVERY_MS = 15_000

/** `GET /api/v1/live`: events as they arrive (`?debug=ID`: of that debug id), as server-sent events, until the client goes away. */
export const liveRoute = (app: FastifyInstance, deps: RouteDeps): void => {
  const closing = new AbortController()
  // A stream never ends by itself, and closing waits for what is open.
  app.addHook('preClose', async () => closing.abort())

  app.get('/api/v1/live', async (request, reply) => {
    const project = projectOf(askedProject(request), deps.projects(), 'project')
    const { debug } = request.query as { debug?: string }
    const gone = new AbortController()
    reply.raw.once('close', () => gone.abort())
    const signal = AbortSignal.any([gone.signal, closing.signal])
    const run = createRun({ store: deps.store, caps: deps.caps, signal })
    reply.hijack()
    // A stream that a closing server ends would leave its connection open, for a minute and more.
    const headers = { 'content-type': 'text/event-stream', 'cache-control': 'no-store', connection: 'close' }
    reply.raw.writeHead(200, headers)
    reply.raw.write(': open\n\n')
    try {
      for await (const event of arrivals({
        ...deps,
        run,
        signal,
        project,
        debug,
        write: text => reply.raw.write(text),
      }))
        reply.raw.write(`id: ${event.event_id}\ndata: ${JSON.stringify(event)}\n\n`)
    } catch (error) {
      if (!signal.aborted) deps.logger.error({ event: 'live.failed', err: error })
    }
    reply.raw.end()
  })
}

type Arrivals = Pick<RouteDeps, 'now' | 'livePollMs'> & {
  run: Run
  signal: AbortSignal
  project: PlannedProject
  debug: string | undefined
  write: (text: string) => void
}

/** Every event received from now on, once, in the order of arrival. */
async function* arrivals({ now, livePollMs, run, signal, project, debug, write }: Arrivals): AsyncGenerator<LiveEvent> {
  const opened = now()
  let seen = new Map<string, number>()
  let pinged = opened
  while (!signal.aborted) {
    const since = Math.max(opened, now() - LOOK_BACK_MS)
    const [events, quarantined] = await Promise.all([
      run<LiveRow>(liveSince(project, { since, debug })),
      run<LiveQuarantineRow>(liveQuarantine(project.name, { since, debug })),
    ])
    const fresh = [...events.map(liveEvent), ...quarantined.map(liveQuarantined)]
      .filter(event => !seen.has(event.event_id))
      .sort((a, b) => (a.received < b.received ? -1 : a.received > b.received ? 1 : 0))
    yield* fresh
    for (const event of fresh) seen.set(event.event_id, Date.parse(event.received))
    seen = new Map([...seen].filter(([, received]) => received >= since))
    if (now() - pinged >= PING_EVERY_MS) {
      write(': ping\n\n')
      pinged = now()
    }
    await sleep(livePollMs, undefined, { signal }).catch(() => {})
  }
}
