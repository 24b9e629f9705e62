import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { batchOf, largePlan } from './collector/batches.ts'
import { cpuOf, drive, type Server, stopServer } from './collector/drive.ts'
import { median } from './median.ts'

const ROUNDS = 3
const SECONDS = 5
const EVENTS = 20
const COUNTS = [1, 2]

const main = fileURLToPath(new URL('../../cli/src/main.ts', import.meta.url))
const CONFIG = `projects:
  - name: shop
    sources:
      - {key: wk_bench, kind: web, origins: ["*"]}
`

/** Children that run this program too. */
const workersOf = (pid: number): number[] =>
  readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8')
    .split(' ')
    .filter(child => child !== '' && readFileSync(`/proc/${child}/cmdline`, 'utf8').includes(main))
    .map(Number)

const startWhole = async (folder: string, count: number): Promise<Server & { pids: number[] }> => {
  const config = join(folder, 'maidian.yaml')
  writeFileSync(config, CONFIG)
  const ports = ['--port', '0', '--clickhouse-port', '0', '--clickhouse-tcp-port', '0']
  const where = ['--data', join(folder, String(count)), '--config', config, '--workers', String(count)]
  const args = ['--conditions=maidian-source', main, 'start', '--json', ...ports, ...where]
  const child: ChildProcess = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'inherit'] })
  const line = await new Promise<string>((resolve, reject) => {
    child.stdout?.setEncoding('utf8').once('data', text => resolve(String(text)))
    child.once('exit', code => reject(new Error(`maidian start ended with ${code}`)))
  })
  const url = `${(JSON.parse(line) as { url: string }).url}/v1/events?key=wk_bench`
  return { name: `${count}`, url, child, pids: [child.pid as number, ...workersOf(child.pid as number)] }
}

/**
 * `maidian start` as a whole, taking events in one process and in two: events a second, and the CPU that each process
 * had of that time. The load runs on the same cores.
 */
export const benchWorkers = async (): Promise<void> => {
  const folder = mkdtempSync(join(tmpdir(), 'maidian-bench-workers-'))
  const body = Buffer.from(batchOf(largePlan(), { events: EVENTS }))
  const rates = new Map(COUNTS.map(count => [count, [] as number[]]))
  const say = (...cells: string[]): void =>
    void process.stdout.write(`${cells.map(cell => cell.padEnd(18)).join('')}\n`)
  say('workers', 'events/s', 'p99 ms', 'failed', 'CPU of the primary and of each worker')
  try {
    for (let round = 0; round < ROUNDS; round++) {
      for (const count of COUNTS) {
        const server = await startWhole(folder, count)
        await drive(server, { body, events: EVENTS, seconds: 1 })
        const before = server.pids.map(cpuOf)
        const { perS, p99, failed } = await drive(server, { body, events: EVENTS, seconds: SECONDS })
        const cpu = server.pids.map(
          (pid, n) => `${(((cpuOf(pid) - (before[n] as number)) / SECONDS) * 100).toFixed(0)} %`,
        )
        rates.get(count)?.push(perS)
        say(String(count), perS.toFixed(0), String(p99), String(failed), cpu.join(', '))
        server.child.kill('SIGTERM')
        await stopServer(server)
      }
    }
    const [one = 0, two = 0] = COUNTS.map(count => median(rates.get(count) ?? []))
    say('2 beside 1', `× ${(two / one).toFixed(2)}`)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
