import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { request } from 'node:http'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createClickHouseStore } from './clickhouse.ts'
import { eventStoreContract } from './contract.ts'
import { type EmbeddedStore, startEmbeddedStore } from './embedded.ts'

const root = mkdtempSync(join(tmpdir(), 'maidian-store-'))
let shared: EmbeddedStore
beforeAll(async () => {
  shared = await startEmbeddedStore({ dir: join(root, 'shared'), projects: ['embedded', 'server'] })
})
afterAll(async () => {
  await shared.close()
  rmSync(root, { recursive: true, force: true })
})

eventStoreContract('embedded', async () => ({ store: { ...shared, close: async () => {} }, project: 'embedded' }))
eventStoreContract('server', async () => ({ store: createClickHouseStore(shared.address), project: 'server' }))

type Sent = { method?: string; path: string; headers?: Record<string, string>; body?: string }
const send = ({ method = 'POST', path, headers = {}, body }: Sent): Promise<{ status: number; text: string }> =>
  new Promise((resolve, reject) => {
    const { port } = new URL(shared.address.url)
    const req = request({ host: '127.0.0.1', port, method, path, headers }, res => {
      let text = ''
      res.setEncoding('utf8').on('data', (part: string) => {
        text += part
      })
      res.on('end', () => resolve({ status: res.statusCode ?? 0, text }))
    })
    req.on('error', reject)
    req.end(body)
  })

const basic = (user: string, password: string) => ({
  Authorization: `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`,
})

describe('what a web page of another origin can do to the embedded ClickHouse', () => {
  const simple = { 'Content-Type': 'text/plain', Origin: 'http://evil.example', Host: 'evil.example' }

  test('a request that needs no preflight is not answered, with or without a foreign Host', async () => {
    const sql = "INSERT INTO FUNCTION file('/tmp/maidian-evil.csv') SELECT 1"
    for (const path of ['/', '/?user=default', `/?query=${encodeURIComponent('SELECT 1')}`]) {
      expect((await send({ path, headers: simple, body: sql })).status).toBe(404)
    }
  })

  test('a preflight is refused', async () => {
    const headers = {
      ...simple,
      'Access-Control-Request-Method': 'POST',
      'Access-Control-Request-Headers': 'authorization',
    }
    const { status } = await send({ method: 'OPTIONS', path: '/', headers })
    expect(status).toBe(501)
  })

  test('nobody can stop it, read a file or read a table as default', async () => {
    const asDefault = { 'X-ClickHouse-User': 'default' }
    for (const sql of [
      "SELECT * FROM file('/etc/passwd', 'LineAsString')",
      "INSERT INTO FUNCTION file('/tmp/maidian-evil.csv', 'CSV', 'x Int8') SELECT 1",
      'SELECT count() FROM embedded.events',
      'SYSTEM SHUTDOWN',
    ]) {
      const answer = await send({ path: '/', headers: asDefault, body: sql })
      expect(answer.status, sql).not.toBe(200)
    }
    await shared.ping()
  })
})

test('the analyst reads tables and dictionaries of the projects, and nothing else', async () => {
  const { user, password } = shared.analyst
  const ask = (sql: string) => send({ path: '/', headers: basic(user, password), body: sql })
  expect((await ask('SELECT count() FROM embedded.events')).status).toBe(200)
  expect((await ask("SELECT dictGetOrDefault('embedded.persons', 'user', toUInt64(1), 'none')")).text.trim()).toBe(
    'none',
  )
  for (const sql of [
    "SELECT * FROM file('/etc/passwd', 'LineAsString')",
    "SELECT * FROM url('http://127.0.0.1:1/', 'LineAsString')",
    'DROP TABLE embedded.events',
    "INSERT INTO embedded.identities VALUES ('d', 'u', 0, generateUUIDv4())",
    'SYSTEM SHUTDOWN',
  ]) {
    expect((await ask(sql)).status, sql).not.toBe(200)
  }
})

test('passwords are for their owner alone and stay the same', async () => {
  expect(statSync(join(root, 'shared', 'credentials.json')).mode & 0o777).toBe(0o600)
  expect(statSync(join(root, 'shared', `conf-${process.pid}`)).mode & 0o777).toBe(0o700)
})

test('a second server on the same folder says that it is in use', { timeout: 30_000 }, async () => {
  await expect(startEmbeddedStore({ dir: join(root, 'shared'), projects: [] })).rejects.toMatchObject({
    code: 'store.locked',
  })
  const analyst = createClickHouseStore({ ...shared.address, ...shared.analyst })
  await analyst.query({ sql: 'SELECT count() FROM embedded.events' })
  await analyst.close()
})

test('a taken port is said at once', async () => {
  const other = createServer()
  await new Promise<void>(resolve => other.listen(0, '127.0.0.1', resolve))
  const { port } = other.address() as { port: number }
  await expect(startEmbeddedStore({ dir: join(root, 'port'), projects: [], httpPort: port })).rejects.toMatchObject({
    code: 'store.port_taken',
    message: expect.stringContaining(String(port)),
  })
  other.close()
})

const alive = (pid: number): boolean => {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

test('the server ends with its parent, even when that is killed with -9, and its rows are there afterwards', async () => {
  const parent = fileURLToPath(new URL('./embedded/testing/insert-and-hold.ts', import.meta.url))
  const dir = join(root, 'orphan')
  const child = spawn(process.execPath, [parent, dir], { stdio: ['ignore', 'pipe', 'inherit'] })
  const pid = await new Promise<number>(resolve => child.stdout.once('data', data => resolve(Number(String(data)))))
  expect(alive(pid)).toBe(true)
  child.kill('SIGKILL')
  const end = Date.now() + 5_000
  while (alive(pid) && Date.now() < end) await new Promise(resolve => setTimeout(resolve, 20))
  expect(alive(pid)).toBe(false)
  const again = await startEmbeddedStore({ dir, projects: ['orphan'] })
  expect(await again.query({ sql: 'SELECT count() AS n FROM orphan.events' })).toEqual([{ n: '1' }])
  await again.close()
})
