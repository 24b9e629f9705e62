import { type ChildProcess, spawn } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { openKafkaLog } from '@maidian/engines'
import { freePorts, kafkaForTests } from '@maidian/engines/testing'
import { afterAll, expect, test } from 'vitest'
import { testFolder } from '../harness/folder.ts'
import { childrenOf, environment, isAlive, root, until, WITHOUT_PLAN } from '../harness/maidian.ts'
import { loadOf } from './load.ts'
import { eventsCounted, metricOf } from './metrics.ts'

const folder = testFolder('workers-kafka')
const kafka = await kafkaForTests()
const started: ChildProcess[] = []
afterAll(async () => {
  for (const child of started) if (child.exitCode === null) child.kill('SIGKILL')
  await kafka?.stop()
})

const topic = `workers-${process.pid}-${Date.now()}`
const settings = { partitions: 4, replicationFactor: 1, minInsyncReplicas: 1 }

/** A collector alone, with two workers; resolves when it is ready. */
const collector = async (port: number) => {
  const child = spawn(process.execPath, [join(root, 'collector/src/main.ts')], {
    cwd: folder,
    env: environment({
      KAFKA_BROKERS: kafka?.brokers.join(',') ?? '',
      KAFKA_TOPIC: topic,
      KAFKA_PARTITIONS: String(settings.partitions),
      KAFKA_REPLICATION_FACTOR: '1',
      KAFKA_MIN_INSYNC_REPLICAS: '1',
      MAIDIAN_CONFIG: WITHOUT_PLAN,
      MAIDIAN_WORKERS: '2',
      TMPDIR: folder,
      PORT: String(port),
    }),
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  started.push(child)
  let said = ''
  child.stderr?.setEncoding('utf8').on('data', text => {
    said += text
  })
  const ended = new Promise<number | null>(resolve => child.once('close', resolve))
  const url = `http://127.0.0.1:${port}`
  await until('it is ready', async () => {
    if (child.exitCode !== null) throw new Error(said)
    return (
      (await fetch(`${url}/readyz`).catch(() => null))?.ok === true && (await metricOf(url, 'maidian_workers')) === 2
    )
  })
  return { child, ended, url, pid: child.pid as number, said: () => said }
}

const socketsLeft = (): string[] => readdirSync(folder).filter(name => name.startsWith('maidian-'))

/** The ids of all events in the log. */
const idsInLog = async (wanted: Set<string>): Promise<Set<string>> => {
  const log = await openKafkaLog({ brokers: kafka?.brokers ?? [], topic, ...settings })
  const ids = new Set<string>()
  const consumer = await log.consume({
    group: `reads-${topic}`,
    onAssigned: async ({ earliest }) => earliest,
    onRevoked: async () => {},
    onBatch: async ({ records }) => {
      for (const { header, value } of records) {
        const { events } = JSON.parse((header?.encoding === 'gzip' ? gunzipSync(value) : value).toString())
        for (const { id } of events) ids.add(id)
      }
    },
  })
  await until('every acknowledged event is in the log', () => [...wanted].every(id => ids.has(id)), 60_000)
  await consumer.close()
  await log.close()
  return ids
}

test.skipIf(kafka === null)(
  'two workers of a collector alone, each with its own producer: one killed with -9 under load, then their primary; nothing acknowledged is lost',
  async () => {
    const port = await freePorts(1)
    const load = loadOf(8)
    const more = async (): Promise<void> => {
      const enough = load.acknowledged.size + 500
      await until('more is acknowledged', () => load.acknowledged.size > enough)
    }
    const first = await collector(port)
    load.at(first.url)
    await more()
    const requests = (worker: number) => metricOf(first.url, `maidian_worker_requests_total{worker="${worker}"}`)
    await until('both took some', async () => (await requests(0)) > 20 && (await requests(1)) > 20)
    const [victim] = childrenOf(first.pid) as [number]
    process.kill(victim, 'SIGKILL')
    await until('it is replaced', () => childrenOf(first.pid).length === 2 && !childrenOf(first.pid).includes(victim))
    await more()

    const workers = childrenOf(first.pid)
    first.child.kill('SIGKILL')
    await until('all ended', () => ![first.pid, ...workers].some(isAlive))
    load.at(null)
    const free = createServer()
    await new Promise<void>((resolve, reject) => free.once('error', reject).listen(port, '127.0.0.1', resolve))
    await new Promise(resolve => free.close(resolve))

    const second = await collector(port)
    load.at(second.url)
    await more()
    const left = childrenOf(second.pid)
    second.child.kill('SIGTERM')
    expect(await second.ended).toBe(0)
    expect(left.filter(isAlive)).toEqual([])
    await load.stop()
    await idsInLog(load.acknowledged)

    const third = await collector(port)
    expect(await eventsCounted(third.url)).toBe(0)
    const other = await fetch(`${third.url}/readyz`, { headers: { 'sec-fetch-site': 'cross-site' } })
    expect(other.status).toBe(403)
    third.child.kill('SIGTERM')
    expect(await third.ended).toBe(0)
    expect(socketsLeft()).toHaveLength(1)
  },
)

test.skipIf(kafka === null)('a taken port is one line, and nothing is left running', async () => {
  const before = socketsLeft()
  const taken = createServer((_, reply) => reply.writeHead(404).end())
  await new Promise<void>(resolve => taken.listen(0, '127.0.0.1', resolve))
  const { port } = taken.address() as { port: number }
  await expect(collector(port)).rejects.toThrow(/^collector: .*EADDRINUSE.* \[EADDRINUSE\]\n$/)
  taken.close()
  // One that was killed leaves its sockets; one that ends leaves nothing.
  expect(socketsLeft()).toEqual(before)
})
