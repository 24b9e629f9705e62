/**
 * Three brokers, their leaders killed with -9 in rotation while 128 appends are always under way: every acknowledged
 * record must be in the log. `npm run chaos:log [-- --seconds N --kills N]`. Prints one line and exits 1 on a loss.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { EngineError, type EventLog, openKafkaLog } from '@maidian/engines'
import { freePorts, sampleHeader, startKafka } from '@maidian/engines/testing'

const { values } = parseArgs({
  options: { seconds: { type: 'string', default: '60' }, kills: { type: 'string', default: '6' } },
})
const SECONDS = Number(values.seconds)
const KILLS = Number(values.kills)
const CONCURRENT = 128
const PARTITIONS = 12

const header = sampleHeader({ kind: 'server' })

type Tally = { acknowledged: Map<number, string>; refused: number; longestMs: number; next: number }

/** Appends one record after the other until it is told to stop; remembers each that was acknowledged. */
const writer = async (log: EventLog, tally: Tally, running: () => boolean): Promise<void> => {
  while (running()) {
    const n = tally.next++
    const began = Date.now()
    try {
      const value = Buffer.concat([Buffer.from(`${n}\n`), Buffer.alloc(1000, 120)])
      const { partition, offset } = await log.append({ partition: n % PARTITIONS, header, value })
      tally.acknowledged.set(n, `${partition}/${offset}`)
    } catch (error) {
      if (!(error instanceof EngineError && error.retryable)) throw error
      tally.refused += 1
    }
    tally.longestMs = Math.max(tally.longestMs, Date.now() - began)
  }
}

/** Reads the whole log, and returns how often each record stands in it. */
const readAll = async (log: EventLog, wanted: Tally['acknowledged']): Promise<Map<number, number>> => {
  const seen = new Map<number, number>()
  let lastProgress = Date.now()
  const consumer = await log.consume({
    group: 'chaos-reader',
    onAssigned: async ({ earliest }) => earliest,
    onRevoked: async () => {},
    onBatch: async ({ records }) => {
      for (const { value } of records) {
        const n = Number(value.toString('latin1', 0, value.indexOf('\n')))
        seen.set(n, (seen.get(n) ?? 0) + 1)
      }
      lastProgress = Date.now()
    },
  })
  const missing = () => [...wanted.keys()].some(n => !seen.has(n))
  while (missing() && Date.now() - lastProgress < 30_000) await sleep(500)
  await sleep(2000)
  await consumer.close()
  return seen
}

const dir = mkdtempSync(join(tmpdir(), 'maidian-chaos-'))
const cluster = await startKafka({ dir, port: await freePorts(6), brokers: 3 })
const options = { topic: 'chaos', partitions: PARTITIONS, replicationFactor: 3, minInsyncReplicas: 2 }
const log = await openKafkaLog({ brokers: cluster.brokers, ...options })
const tally: Tally = { acknowledged: new Map(), refused: 0, longestMs: 0, next: 0 }

let running = true
const writers = Array.from({ length: CONCURRENT }, () => writer(log, tally, () => running))
for (let kill = 0; kill < KILLS; kill++) {
  await sleep((SECONDS * 1000) / (KILLS + 1) / 2)
  const victim = (kill % 3) + 1
  await cluster.kill(victim)
  await sleep((SECONDS * 1000) / (KILLS + 1) / 2)
  await cluster.start(victim)
}
await sleep(2000)
running = false
await Promise.all(writers)

const seen = await readAll(log, tally.acknowledged)
const lost = [...tally.acknowledged.keys()].filter(n => !seen.has(n))
const twice = [...seen.values()].filter(times => times > 1).length
await log.close()
await cluster.stop()
rmSync(dir, { recursive: true, force: true })
process.stdout.write(
  `chaos:log ${KILLS} leaders killed · ${tally.acknowledged.size} acknowledged · ${lost.length} lost · ${twice} twice · ` +
    `${tally.refused} refused · longest stall ${(tally.longestMs / 1000).toFixed(1)} s\n`,
)
process.exit(lost.length === 0 && tally.acknowledged.size > 0 ? 0 : 1)
