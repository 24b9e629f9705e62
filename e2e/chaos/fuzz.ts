/**
 * Requests of every shape at every door of a collector with a real log and a plan, for a while: no answer of the 5xx, none that takes
 * long, no unhandled rejection, and the heap back where it was. `npm run fuzz [-- --seconds N --seed N]`.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { gzipSync } from 'node:zlib'
import { createCollector } from '@maidian/collector'
import { openLocalLog } from '@maidian/engines'
import { createServer, readConfig } from '@maidian/service'
import { openPlans } from '@maidian/tracking-plan'
import fc from 'fast-check'
import pino from 'pino'
import { Registry } from 'prom-client'

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '60' },
    seed: { type: 'string', default: String(Date.now() % 2 ** 31) },
  },
})
const SECONDS = Number(values.seconds)
const SEED = Number(values.seed)
const SLOW_MS = 5000

type Asked = { method: 'GET' | 'POST'; url: string; headers: Record<string, string>; body: Buffer | null }

const FIELDS =
  'events id event time device user props context contexts sdk sent dropped plan stream seq session batch type userId anonymousId traits properties messageId timestamp distinct_id _track_id lib identities login_id data data_list crc __proto__ constructor toString'.split(
    ' ',
  )
const LEAVES: unknown[] = [
  'track',
  'identify',
  'page',
  '$page_view',
  'view_item',
  'p-1',
  '',
  '\0',
  '\u2028',
  '\ud800',
  'x'.repeat(9000),
  '1e999',
  1_790_000_000_000,
  -1,
  0.1,
  2 ** 53 + 1,
  true,
  null,
  'https://s.cn/?receiver%5Fphone=1#a',
  '{"a":1}',
  '[[[[',
  'shop@1#a',
]
const { value } = fc.letrec(tie => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: false },
    fc.constantFrom(...LEAVES),
    fc.string({ unit: 'binary' }),
    fc.array(tie('value'), { maxLength: 6 }),
    fc.dictionary(fc.oneof({ weight: 6, arbitrary: fc.constantFrom(...FIELDS) }, fc.string()), tie('value'), {
      maxKeys: 12,
    }),
  ),
}))
const event = fc.record({ id: fc.uuid(), event: value, time: value, device: value, props: value }, { requiredKeys: [] })
const batch = fc.record({
  device: fc.constant('d-1'),
  contexts: fc.array(value, { maxLength: 3 }),
  events: fc.array(event, { maxLength: 20 }),
})
const json = fc
  .oneof({ weight: 3, arbitrary: batch as fc.Arbitrary<unknown> }, value)
  .map(one => JSON.stringify(one) ?? '')
const deep = fc.integer({ min: 1, max: 100_000 }).map(depth => '['.repeat(depth))
const text = fc.oneof({ weight: 8, arbitrary: json }, { weight: 1, arbitrary: deep }, fc.string({ unit: 'binary' }))
const bytes = fc.oneof(
  { weight: 6, arbitrary: text.map(one => Buffer.from(one)) },
  fc.uint8Array({ maxLength: 2000 }).map(one => Buffer.from(one)),
  text.map(one => gzipSync(one)),
  // A little that becomes a lot.
  fc.constant(gzipSync(Buffer.alloc(4 * 1024 * 1024, 32))),
  fc.constant(Buffer.alloc(600 * 1024, 91)),
)
const form = fc
  .record(
    {
      data: text,
      data_list: text,
      crc: fc.string(),
      gzip: fc.constantFrom('0', '1', '9'),
      ext: fc.string(),
      token: fc.constantFrom('wk_demo_web', '', 'x'),
    },
    { requiredKeys: [] },
  )
  .map(fields =>
    Object.entries(fields)
      .map(
        ([name, one]) =>
          `${name}=${encodeURIComponent(name.startsWith('data') ? Buffer.from(one.toWellFormed()).toString('base64') : one.toWellFormed())}`,
      )
      .join('&'),
  )
const path = fc.constantFrom(
  ...[
    '/v1/events',
    '/v1/track',
    '/v1/identify',
    '/v1/page',
    '/v1/group',
    '/v1/alias',
    '/v1/batch',
    '/v1/t',
    '/v1/b',
    '/sa',
    '/sa.gif',
  ],
)
const query = fc.constantFrom(
  '?key=wk_demo_web',
  '?key=wk_demo_server&z=gzip',
  '?key=wk_demo_web&verbose=1',
  '?token=wk_demo_web',
  '?writeKey=wk_demo_web',
  '',
  '?key=%00',
)
const header = fc.dictionary(
  fc.constantFrom(
    'content-type',
    'content-encoding',
    'authorization',
    'origin',
    'user-agent',
    'x-forwarded-for',
    'cookie',
  ),
  fc.constantFrom(
    'gzip',
    'application/json',
    'text/plain',
    'Bearer wk_demo_web',
    `Basic ${btoa('wk_demo_server:')}`,
    'http://127.0.0.1:1',
    'a,b',
    'x'.repeat(2000),
    '',
  ),
)
const asked: fc.Arbitrary<Asked> = fc.oneof(
  fc.record({
    method: fc.constant('POST' as const),
    url: fc.tuple(path, query).map(parts => parts.join('')),
    headers: header,
    body: bytes,
  }),
  fc.record({
    method: fc.constant('POST' as const),
    url: fc.constantFrom('/sa', '/sa.gif'),
    headers: header,
    body: form.map(one => Buffer.from(one)),
  }),
  fc.record({
    method: fc.constant('GET' as const),
    url: form.map(one => `/sa.gif?${one.slice(0, 6000)}`),
    headers: header,
    body: fc.constant(null),
  }),
)

const folder = mkdtempSync(join(tmpdir(), 'maidian-fuzz-'))
const root = join(import.meta.dirname, '../..')
const log = await openLocalLog({ dir: join(folder, 'log'), floorBytes: 0 })
const config = readConfig(join(root, 'maidian.yaml'))
const plans = await openPlans({ projects: config.projects, next: true })
const logger = pino({ level: 'silent' })
const app = createServer(config, logger)
await app.register(createCollector({ log, config, logger, metrics: new Registry(), plans }))
await app.listen({ host: '127.0.0.1', port: 0 })
const address = app.server.address()
const base = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`

const faults: string[] = []
process.on('unhandledRejection', cause => faults.push(`unhandled rejection: ${String(cause)}`))
const heap = (): number => {
  globalThis.gc?.()
  return process.memoryUsage().heapUsed / 1024 / 1024
}

const send = async ({ method, url, headers, body }: Asked): Promise<number> => {
  const began = Date.now()
  const answer = await fetch(base + url, {
    method,
    headers,
    ...(body && { body: new Uint8Array(body) }),
    signal: AbortSignal.timeout(SLOW_MS * 2),
  })
  await answer.arrayBuffer()
  const ms = Date.now() - began
  if (answer.status >= 500 || ms > SLOW_MS) {
    const file = join(tmpdir(), `maidian-fuzz-${faults.length}.bin`)
    writeFileSync(file, body ?? '')
    faults.push(
      `${answer.status} after ${ms} ms: ${method} ${url.slice(0, 200)} ${JSON.stringify(headers).slice(0, 300)}, body in ${file}`,
    )
  }
  return answer.status
}

const statuses = new Map<number, number>()
let round = 0
let before = 0
const end = Date.now() + SECONDS * 1000
while (Date.now() < end && faults.length < 5) {
  const requests = fc.sample(asked, { seed: SEED + round, numRuns: 100 })
  for (let at = 0; at < requests.length; at += 8) {
    // Some headers cannot be sent at all; that is the client's error.
    const sent = await Promise.allSettled(requests.slice(at, at + 8).map(send))
    for (const one of sent) {
      const status = one.status === 'fulfilled' ? one.value : 0
      statuses.set(status, (statuses.get(status) ?? 0) + 1)
    }
  }
  // What is compiled and cached on first use is there by then.
  if (++round === 5) before = heap()
}
const after = heap()
const grown = after - before
if (before > 0 && grown > 30) faults.push(`the heap grew by ${grown.toFixed(0)} MB`)

await app.close()
plans.close()
await log.close()
rmSync(folder, { recursive: true, force: true })
const counts = [...statuses].sort(([a], [b]) => a - b).map(([status, n]) => `${n} × ${status}`)
process.stdout.write(
  `fuzz seed ${SEED} · ${round * 100} requests · ${counts.join(', ')} · heap ${before.toFixed(0)} → ${after.toFixed(0)} MB · ${faults.length} faults\n`,
)
for (const fault of faults) process.stdout.write(`${fault}\n`)
process.exit(faults.length === 0 ? 0 : 1)
