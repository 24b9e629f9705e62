import { gzipSync } from 'node:zlib'
import { kafkaForTests } from '@maidian/engines/testing'
import { batchOf, largePlan } from './collector/batches.ts'
import { drive, type Round, type Server, startServer, stopServer } from './collector/drive.ts'
import { median } from './median.ts'

const ROUNDS = 5
const SECONDS = 3

type Load = { name: string; body: Buffer; events: number; gzip?: boolean }

const loads = (): Load[] => {
  const plan = largePlan()
  const text = (events: number, { invalid = 0, hold = false } = {}): Buffer =>
    Buffer.from(batchOf(plan, { events, invalid, hold }))
  return [
    { name: 'single events', body: text(1), events: 1 },
    { name: 'batches of 20', body: text(20), events: 20 },
    { name: 'batches of 100, 1 % invalid', body: text(100, { invalid: 1 }), events: 100 },
    { name: 'batches of 20 with private data', body: text(20, { hold: true }), events: 20 },
    { name: 'batches of 20, gzip', body: gzipSync(text(20)), events: 20, gzip: true },
  ]
}

const summary = (rounds: Round[]): Round =>
  Object.fromEntries(
    (Object.keys(rounds[0] as Round) as (keyof Round)[]).map(key => [key, median(rounds.map(round => round[key]))]),
  ) as Round

const say = (...cells: string[]): void => {
  process.stdout.write(`${cells.map((cell, i) => (i ? cell.padStart(13) : cell.padEnd(18))).join('')}\n`)
}

/**
 * What an acknowledged batch costs beside a server that reads the same JSON and keeps nothing: in turn, round by round,
 * on one pinned core, the load on another.
 */
export const benchCollector = async (): Promise<void> => {
  const kafka = await kafkaForTests()
  const servers: Server[] = [
    await startServer('Fastify, parse', ['parse']),
    await startServer('embedded log', ['embedded']),
  ]
  if (kafka) servers.push(await startServer('Kafka', ['kafka', kafka.brokers.join(',')]))
  try {
    for (const load of loads()) {
      const rounds = new Map(servers.map(server => [server, [] as Round[]]))
      // Gzip is read by the collector alone: the ceiling would only parse bytes.
      const contenders = load.gzip ? servers.slice(1) : servers
      for (const server of contenders) await drive(server, { ...load, seconds: 1 })
      for (let round = 0; round < ROUNDS; round++) {
        for (const server of contenders) rounds.get(server)?.push(await drive(server, { ...load, seconds: SECONDS }))
      }
      const ceiling = load.gzip ? undefined : summary(rounds.get(servers[0] as Server) ?? [])
      say(`\n${load.name}, ${load.body.length} B`)
      say('', 'CPU µs', 'events/CPU s', 'events/s', 'p50 ms', 'p99 ms', 'failed', '× parse')
      for (const server of contenders) {
        const { cpuUs, eventsPerCpuS, perS, p50, p99, failed } = summary(rounds.get(server) ?? [])
        const ratio = ceiling ? (eventsPerCpuS / ceiling.eventsPerCpuS).toFixed(2) : ''
        say(
          server.name,
          cpuUs.toFixed(1),
          eventsPerCpuS.toFixed(0),
          perS.toFixed(0),
          String(p50),
          String(p99),
          String(failed),
          ratio,
        )
      }
    }
  } finally {
    for (const server of servers) await stopServer(server)
    await kafka?.stop()
  }
}
