import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import autocannon from 'autocannon'
import { batchOf, largePlan } from './collector/batches.ts'
import { startServer, stopServer } from './collector/drive.ts'

const EVENTS = 500
const CONNECTIONS = 200
/** Records a second that the log takes: far fewer than come. */
const LOG_PER_SECOND = 50

const residentMb = (pid: number): number =>
  Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024

const mean = (values: number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length

/**
 * A collector at full load whose log is slow, for a while (`-- soak --minutes 10`): it refuses what it cannot keep, at once,
 * and its memory stays what it is.
 */
export const soakCollector = async (): Promise<void> => {
  const { values } = parseArgs({ args: process.argv.slice(3), options: { minutes: { type: 'string', default: '10' } } })
  const seconds = Number(values.minutes) * 60
  const server = await startServer('slow log', ['slow', String(LOG_PER_SECOND)])
  const body = batchOf(largePlan(), { events: EVENTS })
  const resident: number[] = []
  const accepted: number[] = []
  const sampling = setInterval(() => resident.push(residentMb(server.child.pid as number)), 1000)
  try {
    const run = autocannon({
      url: server.url,
      method: 'POST',
      headers: { 'content-type': 'text/plain' },
      body,
      connections: CONNECTIONS,
      duration: seconds,
    }) as unknown as autocannon.Instance & Promise<autocannon.Result>
    run.on('response', (_, status, __, ms) => {
      if (status < 300) accepted.push(ms)
    })
    const result = await run
    clearInterval(sampling)
    const third = Math.floor(resident.length / 3)
    const [first, last] = [mean(resident.slice(third, 2 * third)), mean(resident.slice(2 * third))]
    accepted.sort((a, b) => a - b)
    const p99 = accepted[Math.floor(accepted.length * 0.99)] ?? 0
    const shed = Object.entries(result.statusCodeStats ?? {}).map(([status, { count }]) => `${count} × ${status}`)
    process.stdout.write(
      `${seconds} s, ${CONNECTIONS} connections, batches of ${body.length} B, a log that takes ${LOG_PER_SECOND} a second\n` +
        `${shed.join(', ')} · accepted: p99 ${p99.toFixed(0)} ms · resident ${first.toFixed(0)} MB in the second third, ${last.toFixed(0)} MB in the last\n`,
    )
  } finally {
    clearInterval(sampling)
    await stopServer(server)
  }
}
