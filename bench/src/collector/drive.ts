import { type ChildProcess, spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import autocannon from 'autocannon'

/** One server under load, on a core of its own. */
export type Server = { name: string; url: string; child: ChildProcess }

/** What a round of load cost. */
export type Round = { cpuUs: number; eventsPerCpuS: number; perS: number; p50: number; p99: number; failed: number }

const script = fileURLToPath(new URL('./server.ts', import.meta.url))
const SERVER_CORE = '0'

/** CPU seconds that a process and its threads have used. */
export const cpuOf = (pid: number): number => {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? []
  // Clock ticks are 10 ms on every Linux that Node runs on.
  return (Number(fields[11]) + Number(fields[12])) / 100
}

export const startServer = async (name: string, args: string[]): Promise<Server> => {
  const child = spawn(
    'taskset',
    ['-c', SERVER_CORE, process.execPath, '--conditions=maidian-source', script, ...args],
    {
      stdio: ['pipe', 'pipe', 'inherit'],
    },
  )
  const port = await new Promise<string>((resolve, reject) => {
    child.stdout?.setEncoding('utf8').once('data', text => resolve(String(text).trim()))
    child.once('exit', code => reject(new Error(`${name} ended with ${code}`)))
  })
  return { name, url: `http://127.0.0.1:${port}/v1/events?key=wk_bench`, child }
}

export const stopServer = ({ child }: Server): Promise<void> =>
  new Promise(resolve => {
    child.once('exit', () => resolve())
    child.stdin?.end()
  })

/** Sends `body` for so many seconds over 64 connections; CPU is that of the server's process alone. */
export const drive = async (
  { url, child }: Server,
  { body, events, seconds, gzip = false }: { body: Buffer; events: number; seconds: number; gzip?: boolean },
): Promise<Round> => {
  const pid = child.pid as number
  const before = cpuOf(pid)
  const result = await autocannon({
    url: gzip ? `${url}&z=gzip` : url,
    method: 'POST',
    headers: { 'content-type': 'text/plain' },
    body,
    connections: 64,
    duration: seconds,
  })
  const cpu = cpuOf(pid) - before
  const requests = result['2xx']
  return {
    cpuUs: (cpu * 1e6) / requests,
    eventsPerCpuS: (requests * events) / cpu,
    perS: (requests * events) / result.duration,
    p50: result.latency.p50,
    p99: result.latency.p99,
    failed: result.non2xx + result.errors,
  }
}
