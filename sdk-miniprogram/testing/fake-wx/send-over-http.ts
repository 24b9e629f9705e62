import { request } from 'node:http'
import type { Send } from './send.ts'

/** HTTP by Node: no Origin, no preflight, and no timer that a test may have replaced. */
export const sendOverHttp: Send = ({ url, method, headers, body }, signal) =>
  new Promise((resolve, reject) => {
    const outgoing = request(url, { method, headers, signal, agent: false }, incoming => {
      const chunks: Buffer[] = []
      incoming.on('data', (chunk: Buffer) => chunks.push(chunk))
      incoming.on('error', reject)
      incoming.on('end', () =>
        resolve({
          status: incoming.statusCode ?? 0,
          headers: Object.fromEntries(Object.entries(incoming.headers).map(([name, value]) => [name, String(value)])),
          body: Buffer.concat(chunks).toString('utf8'),
        }),
      )
    })
    outgoing.on('error', reject)
    outgoing.end(body ?? undefined)
  })
