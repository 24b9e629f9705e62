import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A request as it came, and the statuses of its two answers. */
export type Passed = { method: string; path: string; statuses: number[] }

export type Twice = {
  port: number
  passed: Passed[]
  /** Of the next requests with events, so many get through, and a 503 comes back in place of the answer. */
  loseReplies(n: number): void
  close: () => Promise<void>
}

type Answer = { status: number; headers: IncomingMessage['headers']; body: Buffer }

const bytesOf = async (stream: IncomingMessage): Promise<Buffer> => {
  const chunks: Buffer[] = []
  for await (const chunk of stream) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks)
}

const forward = (from: IncomingMessage, body: Buffer, target: URL): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const { method, url: path, headers } = from
    const { 'transfer-encoding': _, ...kept } = headers
    const onward = request(
      {
        host: target.hostname,
        port: target.port,
        method,
        path,
        headers: { ...kept, 'content-length': String(body.length), connection: 'close' },
      },
      answer => {
        bytesOf(answer).then(
          bytes => resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: bytes }),
          reject,
        )
      },
    )
    onward.on('error', reject)
    onward.end(body)
  })

/** A stretch of network that delivers every request twice, as a client does that has missed the first answer. */
export const twiceTo = async (url: string): Promise<Twice> => {
  const target = new URL(url)
  const passed: Passed[] = []
  let toLose = 0
  const handle = async (incoming: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await bytesOf(incoming)
    const first = await forward(incoming, body, target)
    const second = await forward(incoming, body, target)
    const { method = '', url: path = '' } = incoming
    passed.push({ method, path, statuses: [first.status, second.status] })
    const { 'transfer-encoding': _, connection: __, ...headers } = second.headers
    if (method === 'POST' && toLose > 0) {
      toLose -= 1
      const { 'content-length': ___, ...others } = headers
      response.writeHead(503, others).end()
    } else response.writeHead(second.status, headers).end(second.body)
  }
  const server = createServer((incoming, response) => void handle(incoming, response).catch(() => response.destroy()))
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  return {
    port: (server.address() as AddressInfo).port,
    passed,
    loseReplies: n => {
      toLose = n
    },
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
