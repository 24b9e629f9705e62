import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { made, send } from './harness/events.ts'
import { testFolder } from './harness/folder.ts'
import { type Maidian, startMaidian, until } from './harness/maidian.ts'

const folder = testFolder('door')
let maidian: Maidian
let good = 0
beforeAll(async () => {
  maidian = await startMaidian({ data: join(folder, 'data') })
})
afterAll(async () => {
  expect(await maidian.stop()).toBe(0)
})

/** Writes bytes to the door as a client that speaks no proper HTTP library would; what comes back, as text. */
const raw = async (...chunks: (string | Buffer)[]): Promise<string> => {
  const { port } = new URL(maidian.url)
  const socket = connect(Number(port), '127.0.0.1')
  let answer = ''
  socket.setEncoding('utf8').on('data', text => {
    answer += text
  })
  socket.on('error', () => {})
  await once(socket, 'connect')
  for (const chunk of chunks) socket.write(chunk)
  await Promise.race([once(socket, 'close'), until('an answer', () => answer.includes('\r\n\r\n'), 10_000)])
  socket.destroy()
  return answer
}

/** Memory of a process, from /proc. */
const residentBytes = (pid: number): number =>
  1024 * Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1])

const head = (...headers: string[]): string =>
  ['POST /v1/events?key=wk_demo_web HTTP/1.1', 'Host: 127.0.0.1', ...headers, '', ''].join('\r\n')

const chunked = (bytes: number): Buffer =>
  Buffer.concat([Buffer.from(`${bytes.toString(16)}\r\n`), Buffer.alloc(bytes, 120), Buffer.from('\r\n0\r\n\r\n')])

const takesTheNextOne = async (): Promise<void> => {
  expect((await send(maidian.url, { device: 'd', events: [made('view_item')] })).status).toBe(204)
  good += 1
}

test('a body that is announced too large is refused before it is sent', async () => {
  expect(await raw(head('Content-Length: 600000'))).toMatch(
    /^HTTP\/1\.1 413 [\s\S]*"batch\.too_large"[\s\S]*"max_bytes":524288/,
  )
  await takesTheNextOne()
})

test('a chunked body that grows too large is refused', async () => {
  expect(await raw(head('Transfer-Encoding: chunked'), chunked(700_000))).toMatch(/^HTTP\/1\.1 413 /)
  await takesTheNextOne()
})

test('a gzip bomb is refused without being unpacked', async () => {
  const bomb = gzipSync(Buffer.alloc(300 * 1024 * 1024))
  const before = residentBytes(maidian.pid)
  expect(await raw(head('Content-Encoding: gzip', `Content-Length: ${bomb.length}`), bomb)).toContain('batch.too_large')
  expect(residentBytes(maidian.pid) - before).toBeLessThan(100 * 1024 * 1024)
  await takesTheNextOne()
})

test('a body that is cut off, and a request that is none, harm nobody', async () => {
  const { port } = new URL(maidian.url)
  const socket = connect(Number(port), '127.0.0.1')
  await once(socket, 'connect')
  socket.write(`${head('Content-Length: 1000')}{"events":`)
  socket.destroy()
  expect(await raw('\x00\x01nonsense\r\n\r\n')).toMatch(/^HTTP\/1\.1 400 /)
  await takesTheNextOne()
})

test('what was good is stored, what was refused is not', async () => {
  await until('the good ones are stored', async () => {
    const [row] = await maidian.query<{ n: string }>('SELECT count() AS n FROM shop.events')
    return Number(row?.n) === good
  })
})
