import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, expect, test, vi } from 'vitest'
import { sampleHeader } from '../testing/sample-header.ts'
import { eventLogWriterContract } from './contract.ts'
import { openLocalLog } from './local.ts'
import { KIND, message } from './socket/messages.ts'
import { serveLog } from './socket/serve-log.ts'
import { openSocketLog } from './socket.ts'

const root = mkdtempSync(join(tmpdir(), 'maidian-socket-'))
const header = sampleHeader()
const closing: (() => Promise<void>)[] = []
afterAll(async () => {
  for (const close of closing.reverse()) await close()
  rmSync(root, { recursive: true, force: true })
})

/** A log that this process owns, let out at a path. */
const own = async (name: string, options: { floorBytes?: number; maxPendingBytes?: number } = {}) => {
  const path = join(root, `${name}.sock`)
  const log = await openLocalLog({ dir: join(root, name), floorBytes: 0, ...options })
  const server = await serveLog(log, path)
  closing.push(log.close, server.close)
  return { path, log, server }
}
const open = async (options: Parameters<typeof openSocketLog>[0]) => {
  const writer = await openSocketLog(options)
  closing.push(writer.close)
  return writer
}
const entry = (value: string | Buffer) => ({ partition: 0, header, value: Buffer.from(value) })

const contracted = await own('contract')
eventLogWriterContract('over a socket', async () => ({
  writer: await openSocketLog({ path: contracted.path }),
  reader: contracted.log,
}))

test('only this user may append', async () => {
  const { path } = await own('rights')
  expect(statSync(path).mode & 0o777).toBe(0o600)
})

test('what the owner refuses is refused here, with the same code and words', async () => {
  const floor = await own('floor', { floorBytes: Number.MAX_SAFE_INTEGER })
  const writer = await open({ path: floor.path })
  const said = await floor.log.append(entry('x')).catch(error => error)
  await expect(writer.append(entry('x'))).rejects.toMatchObject({ code: 'log.disk_floor', message: said.message })
  await expect(writer.ping()).rejects.toMatchObject({ code: 'log.disk_floor' })
  const full = await own('full', { maxPendingBytes: 1000 })
  const results = await Promise.allSettled(
    Array.from({ length: 20 }, async () => (await open({ path: full.path })).append(entry(Buffer.alloc(400)))),
  )
  const refused = results.filter(result => result.status === 'rejected')
  expect(new Set(refused.map(({ reason }) => reason.code))).toEqual(new Set(['log.full']))
})

test('when too much waits for an answer an append is refused instead of growing the heap', async () => {
  const { path } = await own('bounded')
  const writer = await open({ path, maxPendingBytes: 2000 })
  const results = await Promise.allSettled(Array.from({ length: 20 }, () => writer.append(entry(Buffer.alloc(400)))))
  const refused = results.filter(result => result.status === 'rejected')
  expect(refused.length).toBeGreaterThan(0)
  expect(refused.length).toBeLessThan(20)
  expect(new Set(refused.map(({ reason }) => reason.code))).toEqual(new Set(['log.full']))
  await writer.append(entry('small'))
})

test('what comes in pieces and what comes together is the same', async () => {
  const { path, log } = await own('pieces')
  const writer = await open({ path })
  const sizes = [0, 1, 65_536, 65_535, 1_500_000, 3, 200_000]
  const at = await Promise.all(sizes.map((size, n) => writer.append(entry(Buffer.alloc(size, n)))))
  const seen: string[] = []
  const consumer = await log.consume({
    group: 'g',
    onAssigned: async ({ earliest }) => earliest,
    onRevoked: async () => {},
    onBatch: async ({ records }) => {
      for (const { offset, value } of records) seen[offset] = `${value.length} ${value[0]} ${new Set(value).size}`
    },
  })
  await vi.waitFor(() => expect(Object.keys(seen)).toHaveLength(sizes.length), 10_000)
  const wanted = sizes.map((size, n) => (size === 0 ? '0 undefined 0' : `${size} ${n} 1`))
  expect(at.map(({ offset }) => seen[offset])).toEqual(wanted)
  await consumer.close()
})

test('nobody there is said at once, with the path', async () => {
  const path = join(root, 'nobody.sock')
  await expect(openSocketLog({ path })).rejects.toMatchObject({
    code: 'log.unavailable',
    message: expect.stringContaining(path),
  })
})

test('bytes that are no message end that connection alone', async () => {
  const { path } = await own('noise')
  const writer = await open({ path })
  const stranger = connect(path)
  stranger.resume().write(Buffer.alloc(64, 255))
  await new Promise(resolve => stranger.once('close', resolve))
  await writer.append(entry('x'))
})

/** Takes connections, greets, and never answers anything more. */
const silent = async (name: string, says: Buffer) => {
  const path = join(root, `${name}.sock`)
  const server = createServer(socket => {
    socket.on('error', () => {})
    socket.write(says)
  })
  await new Promise<void>(resolve => server.listen(path, resolve))
  closing.push(async () => void server.close())
  return path
}

test('an owner that does not answer is taken for gone, and what waits is not acknowledged', async () => {
  const hello = message(0, KIND.hello, Buffer.from(JSON.stringify({ id: 'x', maxRecordBytes: 1000 })))
  const writer = await open({ path: await silent('silent', hello), answerMs: 200 })
  await expect(writer.append(entry('x'))).rejects.toMatchObject({ code: 'log.unavailable', retryable: true })
  const path = await silent('dumb', Buffer.alloc(0))
  await expect(openSocketLog({ path, answerMs: 200 })).rejects.toMatchObject({ code: 'log.unavailable' })
})

test('a log made anew is another one, and nothing is appended to it', async () => {
  const { path, server } = await own('anew')
  const writer = await open({ path, retryEveryMs: 10 })
  await server.close()
  const other = await openLocalLog({ dir: join(root, 'anew-other'), floorBytes: 0 })
  const again = await serveLog(other, path)
  closing.push(other.close, again.close)
  await new Promise(resolve => setTimeout(resolve, 200))
  await expect(writer.append(entry('x'))).rejects.toMatchObject({ code: 'log.unavailable' })
})

test('the owner killed with -9 under load and back: refused at once meanwhile, then by itself again, nothing acknowledged lost', async () => {
  const dir = join(root, 'killed')
  const path = join(root, 'killed.sock')
  const script = fileURLToPath(new URL('./socket/testing/own-log.ts', import.meta.url))
  const start = async (): Promise<ChildProcess> => {
    const child = spawn(process.execPath, [script, dir, path], { stdio: ['ignore', 'pipe', 'inherit'] })
    await new Promise(resolve => child.stdout?.once('data', resolve))
    return child
  }
  const kill = async (child: ChildProcess): Promise<void> => {
    child.kill('SIGKILL')
    await new Promise(resolve => child.once('close', resolve))
  }
  let owner = await start()
  const writer = await open({ path, retryEveryMs: 20 })
  const acknowledged = new Map<string, number>()
  const codes = new Set<string>()
  let running = true
  let sent = 0
  const clients = Array.from({ length: 16 }, async () => {
    while (running) {
      const text = `r-${sent++}`
      const began = performance.now()
      await writer.append(entry(text)).then(
        ({ offset }) => acknowledged.set(text, offset),
        error => codes.add(error.code),
      )
      if (performance.now() - began < 1) await new Promise(resolve => setTimeout(resolve, 1))
    }
  })
  for (let round = 1; round <= 3; round++) {
    const enough = acknowledged.size + 300
    await vi.waitFor(() => expect(acknowledged.size).toBeGreaterThan(enough), { timeout: 20_000 })
    await kill(owner)
    await vi.waitFor(() => expect(writer.append(entry('away'))).rejects.toMatchObject({ code: 'log.unavailable' }))
    owner = await start()
    await vi.waitFor(() => writer.ping(), { timeout: 10_000 })
  }
  running = false
  await Promise.all(clients)
  await writer.close()
  await kill(owner)
  expect(codes).toEqual(new Set(['log.unavailable']))

  const log = await openLocalLog({ dir, floorBytes: 0 })
  closing.push(log.close)
  const held = new Map<number, string>()
  const consumer = await log.consume({
    group: 'g',
    onAssigned: async ({ earliest }) => earliest,
    onRevoked: async () => {},
    onBatch: async ({ records }) => {
      for (const { offset, value } of records) held.set(offset, value.toString())
    },
  })
  const last = Math.max(...acknowledged.values())
  await vi.waitFor(() => expect(held.has(last)).toBe(true), { timeout: 20_000 })
  expect([...acknowledged].filter(([text, offset]) => held.get(offset) !== text)).toEqual([])
  await consumer.close()
})
