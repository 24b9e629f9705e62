import { type ChildProcess, spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('../..', import.meta.url))
const main = fileURLToPath(new URL('../../cli/src/main.ts', import.meta.url))

export type Ready = {
  ready: true
  url: string
  admin?: string
  clickhouse: { url: string; user: string; password: string }
}

export type Maidian = Ready & {
  pid: number
  /** ms from the command to the ready line. */
  startedInMs: number
  /** Rows of a query, asked as the analyst. */
  query: <Row = Record<string, unknown>>(sql: string) => Promise<Row[]>
  /** Asks the HTTP API. */
  ask: <Answer = Record<string, unknown>>(question: string, body: object) => Promise<Answer>
  /** Ends it, and resolves to its exit code. */
  stop: (signal?: NodeJS.Signals) => Promise<number | null>
  /** kill -9 to it and to the ClickHouse it started. */
  killAll: () => Promise<void>
}

/** Children of a process, from /proc. */
export const childrenOf = (pid: number): number[] => {
  try {
    return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').filter(Boolean).map(Number)
  } catch {
    return []
  }
}

export const isAlive = (pid: number): boolean => {
  try {
    // A zombie has ended; only its parent has not asked yet.
    return !/^\d+ \(.*\) Z/.test(readFileSync(`/proc/${pid}/stat`, 'utf8'))
  } catch {
    return false
  }
}

/** Waits until something holds; fails with what it waited for. */
export const until = async (what: string, holds: () => Promise<boolean> | boolean, ms = 30_000): Promise<void> => {
  const end = Date.now() + ms
  while (!(await holds())) {
    if (Date.now() > end) throw new Error(`waited ${ms} ms in vain: ${what}`)
    await sleep(50)
  }
}

export const environment = (extra: Record<string, string> = {}): NodeJS.ProcessEnv => {
  const { KAFKA_BROKERS: _, CLICKHOUSE_URL: __, ...env } = process.env
  return { ...env, NODE_OPTIONS: '--conditions=maidian-source', ...extra }
}

/** A shop without a plan, which takes every well-formed event. */
export const WITHOUT_PLAN = fileURLToPath(new URL('./without-plan.yaml', import.meta.url))
/** The configuration that ships: the shop with its plan. */
export const SHIPPED = fileURLToPath(new URL('../../maidian.yaml', import.meta.url))

export type StartOptions = { data: string; config?: string; env?: Record<string, string>; args?: string[] }

/** Runs the command line and returns the process, not waiting for anything. */
export const spawnCli = (args: string[], env: Record<string, string> = {}): ChildProcess =>
  spawn(process.execPath, [main, ...args], { cwd: root, env: environment(env), stdio: ['ignore', 'pipe', 'pipe'] })

/** What a command printed, once it has ended. */
export const runCli = async (args: string[], env: Record<string, string> = {}) => {
  const child = spawnCli(args, env)
  let stdout = ''
  let stderr = ''
  child.stdout?.setEncoding('utf8').on('data', text => {
    stdout += text
  })
  child.stderr?.setEncoding('utf8').on('data', text => {
    stderr += text
  })
  const code = await new Promise<number | null>(resolve => child.once('close', resolve))
  return { code, stdout, stderr }
}

const FREE_PORTS = ['--port', '0', '--clickhouse-port', '0', '--clickhouse-tcp-port', '0']

/** `maidian start` on free ports, as a process of its own; resolves when it says that it is ready. */
export const startMaidian = async ({ data, config = WITHOUT_PLAN, env, args = [] }: StartOptions): Promise<Maidian> => {
  const began = Date.now()
  const child = spawnCli(['start', '--json', ...FREE_PORTS, '--data', data, '--config', config, ...args], env)
  let stderr = ''
  child.stderr?.setEncoding('utf8').on('data', text => {
    stderr = (stderr + text).slice(-10_000)
  })
  const ended = new Promise<number | null>(resolve => child.once('close', resolve))
  const line = await new Promise<string>((resolve, reject) => {
    let stdout = ''
    child.stdout?.setEncoding('utf8').on('data', text => {
      stdout += text
      if (stdout.includes('\n')) resolve(stdout)
    })
    void ended.then(code => reject(new Error(`maidian start ended with ${code}\n${stderr}`)))
  })
  const ready = JSON.parse(line) as Ready
  const startedInMs = Date.now() - began
  const pid = child.pid as number
  const { url, user, password } = ready.clickhouse
  return {
    ...ready,
    pid,
    startedInMs,
    query: async <Row>(sql: string) => {
      const response = await fetch(`${url}/?default_format=JSONEachRow`, {
        method: 'POST',
        headers: { authorization: `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}` },
        body: sql,
      })
      const text = await response.text()
      if (!response.ok) throw new Error(text)
      return text
        .split('\n')
        .filter(Boolean)
        .map(row => JSON.parse(row) as Row)
    },
    ask: async <Answer>(question: string, body: object) => {
      const response = await fetch(`${ready.admin ?? ready.url}/api/v1/query/${question}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      })
      const answer = await response.json()
      if (!response.ok) throw new Error(JSON.stringify(answer))
      return answer as Answer
    },
    stop: async (signal = 'SIGTERM') => {
      child.kill(signal)
      return ended
    },
    killAll: async () => {
      const children = childrenOf(pid)
      for (const one of [pid, ...children]) process.kill(one, 'SIGKILL')
      await ended
      await until('all killed', () => ![pid, ...children].some(isAlive))
    },
  }
}
