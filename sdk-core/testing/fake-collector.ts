import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { gunzipSync } from 'node:zlib'
import type { WireBatch, WireEvent } from '../src/index.ts'

/** One request to the collector, as it came; `length` in bytes as sent. */
export type Received = { method: string; url: string; type: string; length: number; batch: WireBatch }

/** What the collector does with a request: a status with headers and body, no answer at all, or a closed socket. */
export type Behaviour = { status: number; headers?: Record<string, string>; body?: string } | 'hang' | 'reset'

export type FakeCollector = {
  url: string
  /** Every request that is not a preflight. */
  received: Received[]
  /** Preflights; an SDK must cause none. */
  preflights: number
  behave: (batch: WireBatch) => Behaviour
  /** Events that were acknowledged with 204 or 200, one per arrival. */
  acknowledged: WireEvent[]
  close(): Promise<void>
}

export type Site = { url: string; close(): Promise<void> }

const listen = async (handle: (request: IncomingMessage, response: ServerResponse) => void): Promise<Site> => {
  const server: Server = createServer(handle)
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

const bodyOf = async (request: IncomingMessage): Promise<Buffer> => {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks)
}

/** A collector that records batches, on a free port and so an origin of its own. */
export const startFakeCollector = async (): Promise<FakeCollector> => {
  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    response.setHeader('Access-Control-Allow-Origin', request.headers.origin ?? '*')
    response.setHeader('Access-Control-Expose-Headers', 'Retry-After')
    if (request.method === 'OPTIONS') {
      collector.preflights++
      response.writeHead(204, { 'Access-Control-Allow-Headers': '*' }).end()
      return
    }
    const body = await bodyOf(request)
    const { method = '', url = '', headers } = request
    const plain = url.includes('z=gzip') ? gunzipSync(body) : body
    const batch = JSON.parse(plain.toString('utf8')) as WireBatch
    collector.received.push({
      method,
      url,
      type: headers['content-type'] ?? '',
      length: body.length,
      batch,
    })
    const what = collector.behave(batch)
    if (what === 'hang') return
    if (what === 'reset') {
      request.socket.destroy()
      return
    }
    // Our collector's 200 lists events; any other is somebody else's.
    const acknowledges = what.status === 204 || (what.status === 200 && what.body?.startsWith('{"events":'))
    if (acknowledges) collector.acknowledged.push(...batch.events)
    response.writeHead(what.status, what.headers).end(what.body)
  }
  const site = await listen((request, response) => {
    // A request that breaks off in the middle is not a batch.
    handle(request, response).catch(() => response.destroy())
  })
  const collector: FakeCollector = {
    ...site,
    received: [],
    preflights: 0,
    acknowledged: [],
    behave: () => ({ status: 204 }),
  }
  return collector
}

/** A site: `page` under every path, `scripts` under theirs. */
export const startSite = (page: string, scripts: Record<string, string>): Promise<Site> =>
  listen(({ url = '/' }, response) => {
    const path = url.split('?')[0] ?? '/'
    const script = scripts[path]
    response.setHeader('Content-Type', script === undefined ? 'text/html; charset=utf-8' : 'text/javascript')
    response.end(script ?? page)
  })
