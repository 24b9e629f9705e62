import { readFileSync, writeFileSync } from 'node:fs'
import { createServer, request } from 'node:http'
import { connect } from 'node:net'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { made, send } from '../harness/events.ts'
import { testFolder } from '../harness/folder.ts'
import { childrenOf, isAlive, type Maidian, runCli, SHIPPED, startMaidian, until } from '../harness/maidian.ts'
import { loadOf } from './load.ts'
import { eventsCounted, metricOf } from './metrics.ts'

const folder = testFolder('workers')
const TWO = ['--workers', '2']

/** Its workers: they run the same program. */
const workersOf = ({ pid }: Maidian): number[] =>
  childrenOf(pid).filter(child => readFileSync(`/proc/${child}/cmdline`, 'utf8').includes('cli/src/main.ts'))

/** What the store has, each id with how often. */
const stored = async (maidian: Maidian): Promise<Map<string, number>> => {
  const rows = await maidian.query<{ event_id: string; n: string }>(
    'SELECT event_id, count() AS n FROM shop.events GROUP BY event_id',
  )
  return new Map(rows.map(({ event_id, n }) => [event_id, Number(n)]))
}
const reconcile = async (maidian: Maidian, acknowledged: Set<string>): Promise<void> => {
  await until('every acknowledged event is stored', async () => {
    const held = await stored(maidian)
    return [...acknowledged].every(id => held.has(id))
  })
  expect([...(await stored(maidian)).values()].filter(n => n !== 1)).toEqual([])
}

const running: Maidian[] = []
const start = async (options: Parameters<typeof startMaidian>[0]): Promise<Maidian> => {
  const maidian = await startMaidian(options)
  running.push(maidian)
  return maidian
}
afterEach(async () => {
  for (const { pid } of running.splice(0)) if (isAlive(pid)) process.kill(pid, 'SIGKILL')
})

describe('the port answers as that of one process', () => {
  let one: Maidian
  let two: Maidian
  beforeAll(async () => {
    one = await startMaidian({ data: join(folder, 'one'), config: SHIPPED })
    two = await startMaidian({ data: join(folder, 'two'), config: SHIPPED, args: TWO })
  })
  afterAll(async () => {
    expect([await one.stop(), await two.stop()]).toEqual([0, 0])
  })

  type Asked = { path: string; method?: string; headers?: Record<string, string>; body?: string }
  /** As it is sent: `fetch` would not let a test choose Host. */
  const answer = (url: string, { path, method = 'GET', headers = {}, body }: Asked) =>
    new Promise<Record<string, unknown>>((resolve, reject) => {
      const asked = request(url + path, { method, headers, agent: false }, reply => {
        const chunks: Buffer[] = []
        reply.on('data', chunk => chunks.push(chunk))
        reply.on('end', () => {
          const { date: _, etag: __, 'last-modified': ___, 'content-length': length, ...rest } = reply.headers
          const text = Buffer.concat(chunks).toString()
          const same = text.replace(/"elapsed_ms":\d+|\d{12,}|127\.0\.0\.1:\d+/g, 'N')
          // A question that took longer has an answer of another length.
          resolve({ status: reply.statusCode, headers: rest, text: same, length: text === same ? length : 'N' })
        })
      })
      asked.once('error', reject)
      asked.end(body)
    })
  const json = { 'content-type': 'application/json' }
  const question = JSON.stringify({ steps: [{ event: 'view_item' }], from: '2026-01-01', to: '2026-01-02' })

  test.each<Asked>([
    { path: '/' },
    { path: '/', method: 'HEAD' },
    { path: '/shop/' },
    { path: '/shop' },
    { path: '/plan/shop/' },
    { path: '/healthz' },
    { path: '/readyz' },
    { path: '/nowhere?a=%20b' },
    { path: '/v1/events' },
    { path: '/api/v1/openapi.json' },
    { path: '/api/v1/query/funnel', method: 'POST', headers: json, body: question },
    { path: '/api/v1/query/funnel', method: 'POST', headers: json, body: '{"steps": 1}' },
    { path: '/api/v1/query/funnel', method: 'POST', headers: json, body: '{' },
    { path: '/api/v1/query/funnel', method: 'POST', headers: { 'content-type': 'text/plain' }, body: question },
    { path: '/readyz', headers: { host: 'rebound.example' } },
    { path: '/readyz', headers: { host: 'no-such-name' } },
    { path: '/readyz', headers: { 'sec-fetch-site': 'cross-site' } },
    {
      path: '/api/v1/query/funnel',
      method: 'POST',
      headers: { ...json, origin: 'http://evil.example' },
      body: question,
    },
    { path: '/readyz', headers: { expect: '100-continue', 'content-length': '0' } },
    { path: '/v1/events?key=wk_demo_web', method: 'OPTIONS', headers: { origin: 'http://localhost:1' } },
    { path: '/v1/events?key=wk_nobody', method: 'POST', body: '{}' },
    { path: '/v1/projects/wk_demo_web/settings' },
  ])('%j', async asked => {
    expect(await answer(two.url, asked)).toEqual(await answer(one.url, asked))
  })

  test('no Host is none there either, and no name of this machine', async () => {
    const without = (url: string) =>
      new Promise<string>(resolve => {
        const { hostname, port } = new URL(url)
        let text = ''
        const socket = connect(Number(port), hostname, () => socket.write('GET /readyz HTTP/1.0\r\n\r\n'))
        socket.setEncoding('utf8').on('data', chunk => {
          text += chunk
        })
        socket.once('close', () => resolve(text.replace(/date: .*\r\n/i, '')))
      })
    expect(await without(two.url)).toContain('host.unknown')
    expect(await without(two.url)).toBe(await without(one.url))
  })

  test('a stream of events flows, and ends with whoever reads it', async () => {
    const gone = new AbortController()
    const live = await fetch(`${two.url}/api/v1/live`, { signal: gone.signal })
    const reader = live.body?.pipeThrough(new TextDecoderStream()).getReader()
    const event = made('view_item')
    await send(two.url, { device: 'd', events: [event] })
    let text = ''
    while (!text.includes(event.id)) text += (await reader?.read())?.value ?? ''
    gone.abort()
  })
})

test('both workers take events; metrics are those of all, and do not fall when one is gone', async () => {
  const maidian = await start({ data: join(folder, 'metrics'), args: TWO })
  const load = loadOf(8)
  load.at(maidian.url)
  const requests = (worker: number) => metricOf(maidian.url, `maidian_worker_requests_total{worker="${worker}"}`)
  await until('both took some', async () => (await requests(0)) > 50 && (await requests(1)) > 50)
  await load.stop()
  expect(await eventsCounted(maidian.url)).toBe(load.acknowledged.size)
  expect(await metricOf(maidian.url, 'maidian_collector_append_seconds_count')).toBe(load.acknowledged.size / 5)
  expect(await metricOf(maidian.url, 'maidian_collector_in_flight_bytes')).toBe(0)
  expect(await metricOf(maidian.url, 'maidian_workers')).toBe(2)
  const [victim] = workersOf(maidian)
  process.kill(victim as number, 'SIGKILL')
  await until('it is replaced', async () => {
    const now = workersOf(maidian)
    return now.length === 2 && !now.includes(victim as number) && (await metricOf(maidian.url, 'maidian_workers')) === 2
  })
  expect(await eventsCounted(maidian.url)).toBe(load.acknowledged.size)
  expect((await fetch(`${maidian.url}/readyz`)).status).toBe(200)
  await reconcile(maidian, load.acknowledged)
  expect(await maidian.stop()).toBe(0)
})

test('workers killed with -9 under load, one after the other and both at once: every acknowledged event is there once', async () => {
  const maidian = await start({ data: join(folder, 'worker'), args: TWO })
  const load = loadOf(8)
  load.at(maidian.url)
  const more = async (): Promise<void> => {
    const enough = load.acknowledged.size + 500
    await until('more is acknowledged', () => load.acknowledged.size > enough)
  }
  for (const victims of [1, 1, 2]) {
    await more()
    for (const pid of workersOf(maidian).slice(0, victims)) process.kill(pid, 'SIGKILL')
    await until('two are there', () => workersOf(maidian).length === 2)
  }
  await more()
  await load.stop()
  expect(load.unanswered()).toBe(0)
  await reconcile(maidian, load.acknowledged)
  expect(await maidian.stop()).toBe(0)
})

const isFree = async (port: number): Promise<boolean> => {
  const server = createServer()
  const listens = await new Promise<boolean>(resolve => {
    server.once('error', () => resolve(false)).listen(port, '127.0.0.1', () => resolve(true))
  })
  if (listens) await new Promise(resolve => server.close(resolve))
  return listens
}

test('the primary killed with -9 under load: the workers end, the port is free, and nothing acknowledged is lost', async () => {
  const data = join(folder, 'primary')
  let maidian = await start({ data, args: TWO })
  const { port } = new URL(maidian.url)
  const load = loadOf(8)
  for (let round = 0; round < 2; round++) {
    load.at(maidian.url)
    const enough = load.acknowledged.size + 500
    await until('some is acknowledged', () => load.acknowledged.size > enough)
    const workers = workersOf(maidian)
    expect(workers).toHaveLength(2)
    process.kill(maidian.pid, 'SIGKILL')
    await until('all ended', () => ![maidian.pid, ...workers].some(isAlive))
    load.at(null)
    // A client that goes on asking may for a moment have drawn this very port as its own end.
    await until('the port is free', () => isFree(Number(port)))
    maidian = await start({ data, args: [...TWO, '--port', port] })
  }
  await load.stop()
  await reconcile(maidian, load.acknowledged)
  expect(await maidian.stop()).toBe(0)
})

test('SIGTERM under load drains: what was acknowledged last is there after the restart, and no process is left', async () => {
  const data = join(folder, 'drain')
  const maidian = await start({ data, args: TWO })
  const load = loadOf(8)
  load.at(maidian.url)
  const live = await fetch(`${maidian.url}/api/v1/live`)
  await until('some is acknowledged', () => load.acknowledged.size > 500)
  const processes = [maidian.pid, ...childrenOf(maidian.pid)]
  const began = Date.now()
  expect(await maidian.stop('SIGTERM')).toBe(0)
  // A stream that never ends keeps nobody.
  expect(Date.now() - began).toBeLessThan(15_000)
  await live.body?.cancel().catch(() => {})
  await until('all ended', () => !processes.some(isAlive), 5000)
  await load.stop()
  const again = await start({ data, args: TWO })
  await reconcile(again, load.acknowledged)
  expect(await again.stop()).toBe(0)
})

test('a day is the same for all workers, also for one that comes later', async () => {
  const config = join(folder, 'limits.yaml')
  writeFileSync(
    config,
    'projects:\n  - name: shop\n    sources:\n      - {key: wk_demo_server, kind: server, limits: {events_per_day: 100}}\n',
  )
  const maidian = await start({ data: join(folder, 'limits'), config, args: TWO })
  let taken = 0
  /** Each on a connection of its own, so in turn to both. */
  const one = async (): Promise<number> => {
    const { status } = await fetch(`${maidian.url}/v1/events?key=wk_demo_server`, {
      method: 'POST',
      headers: { connection: 'close' },
      body: JSON.stringify({ device: 'd', events: [made('view_item')] }),
    })
    if (status === 204) taken++
    return status
  }
  for (let i = 0; i < 60; i++) expect(await one()).toBe(204)
  const [victim] = workersOf(maidian) as [number]
  process.kill(victim, 'SIGKILL')
  await until('it is replaced', async () => {
    const now = workersOf(maidian)
    return now.length === 2 && !now.includes(victim) && (await metricOf(maidian.url, 'maidian_workers')) === 2
  })
  await until('all refuse', async () => (await one()) === 429 && (await one()) === 429 && (await one()) === 429)
  // What comes to one before it has heard of the other: a twentieth of a second.
  expect(taken).toBeGreaterThanOrEqual(90)
  expect(taken).toBeLessThanOrEqual(125)
  expect(await maidian.stop()).toBe(0)
})

test('a worker that cannot start is tried again while another serves; where none is left, its error ends all', async () => {
  const config = join(folder, 'broken.yaml')
  const good = 'projects:\n  - name: shop\n    sources:\n      - {key: wk_demo_server, kind: server}\n'
  writeFileSync(config, good)
  const maidian = await start({ data: join(folder, 'broken'), config, args: TWO })
  const serving = () => metricOf(maidian.url, 'maidian_workers')
  writeFileSync(config, 'projects: none of this\n')
  process.kill(workersOf(maidian)[0] as number, 'SIGKILL')
  const restarts = async (): Promise<number> => {
    const all = [0, 1].map(worker => metricOf(maidian.url, `maidian_worker_restarts_total{worker="${worker}"}`))
    return (await Promise.all(all)).reduce((sum, n) => sum + (n || 0), 0)
  }
  await until('it was tried again', async () => (await restarts()) >= 3)
  expect(await serving()).toBe(1)
  writeFileSync(config, good)
  await until('both serve', async () => (await serving()) === 2)
  writeFileSync(config, 'projects: none of this\n')
  for (const pid of workersOf(maidian)) process.kill(pid, 'SIGKILL')
  await until('all has ended', () => !isAlive(maidian.pid), 90_000)
  expect(await maidian.stop()).toBe(1)
})

test('what keeps workers from starting is one line', async () => {
  const other = createServer()
  await new Promise<void>(resolve => other.listen(0, '127.0.0.1', resolve))
  const { port } = other.address() as { port: number }
  const ports = ['--port', String(port), '--clickhouse-port', '0', '--clickhouse-tcp-port', '0']
  const said = await runCli(['start', ...ports, ...TWO, '--data', join(folder, 'taken')])
  other.close()
  expect(said).toMatchObject({ code: 1, stdout: '' })
  expect(said.stderr.trim().split('\n')).toEqual([
    expect.stringMatching(new RegExp(`127.0.0.1:${port} \\[start.port_taken\\]`)),
  ])
  const many = await runCli(['start', '--workers', 'many'])
  expect(many.code).toBe(1)
  expect(many.stderr).toContain('auto')
})
