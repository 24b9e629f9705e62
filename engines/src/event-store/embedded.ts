import { type ChildProcess, spawn } from 'node:child_process'
import { mkdirSync, readdirSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { EngineError } from '../errors.ts'
import { type ClickHouseAddress, createClickHouseStore } from './clickhouse.ts'
import { credentialsOf, writeConfigFiles } from './embedded/config-files.ts'
import { embeddedLibrary } from './embedded/library.ts'
import { claimPort } from './embedded/ports.ts'
import type { EventStore } from './port.ts'

export type EmbeddedOptions = {
  /** Folder of the server: data, configuration, passwords. */
  dir: string
  /** Databases the analyst may read. */
  projects: string[]
  /** 0 picks a free port. */
  httpPort?: number
  tcpPort?: number
  /** Told of what the server prints, line by line. */
  onLog?: (line: string) => void
  /** Told when the server ends without having been asked to. */
  onExit?: (detail: string) => void
}

export type EmbeddedStore = EventStore & {
  address: ClickHouseAddress
  tcpPort: number
  analyst: { user: string; password: string }
  pid: number
}

/** A dying predecessor may hold the folder's lock for a moment. */
const LOCK_WAIT_MS = 5_000
const READY_WAIT_MS = 30_000
const STOP_WAIT_MS = 10_000

/**
 * Starts a real ClickHouse server out of an npm package, as a child process that ends with this one. Rejects with
 * `store.no_embedded`, `store.port_taken`, `store.locked` or `store.start_failed`.
 */
export const startEmbeddedStore = async (options: EmbeddedOptions): Promise<EmbeddedStore> => {
  assertPlatform()
  const dir = resolve(options.dir)
  mkdirSync(dir, { recursive: true })
  const ports = { http: await claimPort(options.httpPort ?? 0), tcp: await claimPort(options.tcpPort ?? 0) }
  const credentials = credentialsOf(dir)
  // A folder of this process's own: a running server reloads its users file, and must not be handed another's.
  const conf = join(dir, `conf-${process.pid}`)
  const config = writeConfigFiles({ dir: conf, ports, projects: options.projects, credentials })
  const address = { url: `http://127.0.0.1:${ports.http}`, user: 'app', password: credentials.app }
  const store = createClickHouseStore(address)

  const server = await startUnlocked({ dir, config, store, onLog: options.onLog }).catch(error => {
    rmSync(conf, { recursive: true, force: true })
    throw error
  })
  for (const name of readdirSync(dir)) {
    if (name.startsWith('conf-') && join(dir, name) !== conf) rmSync(join(dir, name), { recursive: true, force: true })
  }
  let stopping = false
  server.child.once('exit', () => {
    if (!stopping) options.onExit?.(server.tail())
  })
  return {
    ...store,
    address,
    tcpPort: ports.tcp,
    analyst: { user: 'analyst', password: credentials.analyst },
    pid: server.child.pid as number,
    close: async () => {
      stopping = true
      await store.close()
      await stop(server.child)
      rmSync(conf, { recursive: true, force: true })
    },
  }
}

const assertPlatform = (): void => {
  try {
    createRequire(import.meta.url).resolve(embeddedLibrary())
  } catch (cause) {
    throw new EngineError('store.no_embedded', `${process.platform}-${process.arch}`, { cause })
  }
}

type Server = { child: ChildProcess; tail: () => string; gone: Promise<void> }
type Launch = { dir: string; config: string; onLog: EmbeddedOptions['onLog'] }

const startUnlocked = async (launch: Launch & { store: EventStore }): Promise<Server> => {
  const deadline = Date.now() + LOCK_WAIT_MS
  for (;;) {
    const server = spawnServer(launch)
    const outcome = await readyOrGone(server, launch.store)
    if (outcome === 'ready') return server
    await stop(server.child)
    const locked = /Cannot lock file|Another server instance|CANNOT_OPEN_FILE/.test(server.tail())
    if (!locked) throw new EngineError('store.start_failed', server.tail().slice(-2000) || 'it printed nothing')
    if (Date.now() > deadline) throw new EngineError('store.locked', launch.dir)
    await sleep(250)
  }
}

const spawnServer = ({ dir, config, onLog }: Launch): Server => {
  const file = import.meta.url.endsWith('.ts') ? './embedded/child.ts' : './embedded/child.js'
  const child = spawn(process.execPath, [fileURLToPath(new URL(file, import.meta.url)), join(dir, 'db'), config], {
    // A pipe tells the child when its parent is gone; a process group of its own keeps Ctrl-C away from it, so that
    // what is still in the log can be written before it stops.
    stdio: ['pipe', 'ignore', 'pipe'],
    detached: true,
  })
  let tail = ''
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    tail = (tail + text).slice(-8000)
    for (const line of text.split('\n')) if (line.trim() !== '') onLog?.(line)
  })
  child.stdin?.on('error', () => {})
  const gone = new Promise<void>(done => {
    child.once('close', () => done())
    child.once('error', error => {
      tail += String(error)
      done()
    })
  })
  return { child, tail: () => tail, gone }
}

/** The process exits 0 even when it could not start, so leaving before an authenticated answer is the failure. */
const readyOrGone = async (server: Server, store: EventStore): Promise<'ready' | 'gone'> => {
  const deadline = Date.now() + READY_WAIT_MS
  let gone = false
  void server.gone.then(() => {
    gone = true
  })
  while (!gone && Date.now() < deadline) {
    const answered = await store.ping().then(
      () => true,
      () => false,
    )
    if (answered && !gone) return 'ready'
    await Promise.race([sleep(25), server.gone])
  }
  return 'gone'
}

const stop = async (child: ChildProcess): Promise<void> => {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = new Promise<void>(done => {
    child.once('close', () => done())
  })
  child.stdin?.end()
  const kill = setTimeout(() => child.kill('SIGKILL'), STOP_WAIT_MS)
  await ended
  clearTimeout(kill)
}
