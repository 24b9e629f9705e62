import { type ChildProcess, spawn } from 'node:child_process'
import { closeSync, openSync } from 'node:fs'
import { join } from 'node:path'
import { environment, root } from '../harness/maidian.ts'

export type Supervised = {
  name: string
  /** Where it listens. */
  url: string
  pid: () => number | null
  /** kill -9, and it stays down. */
  kill: () => Promise<void>
  /** SIGTERM, and it stays down. */
  stop: () => Promise<void>
  start: () => void
  freeze: () => void
  thaw: () => void
}

const RESTART_MS = 500

const alive = new Set<ChildProcess>()
process.on('exit', () => {
  for (const child of alive) child.kill('SIGKILL')
})

/** A node process that is started again when it ends by itself, as compose does; what it prints is in `<folder>/<name>.log`. */
export const supervised = (what: {
  name: string
  url: string
  args: string[]
  env: Record<string, string>
  folder: string
}): Supervised => {
  let wanted = false
  let child: ChildProcess | null = null
  let gone: Promise<void> = Promise.resolve()

  const launch = (): void => {
    if (!wanted || child !== null) return
    const log = openSync(join(what.folder, `${what.name}.log`), 'a')
    const one = spawn(process.execPath, what.args, {
      cwd: root,
      env: environment(what.env),
      stdio: ['ignore', log, log],
    })
    closeSync(log)
    child = one
    alive.add(one)
    gone = new Promise(resolve => {
      one.once('close', () => {
        alive.delete(one)
        child = null
        setTimeout(launch, RESTART_MS).unref()
        resolve()
      })
    })
  }
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    wanted = false
    child?.kill(signal)
    await gone
  }
  return {
    name: what.name,
    url: what.url,
    pid: () => child?.pid ?? null,
    kill: () => end('SIGKILL'),
    stop: () => end('SIGTERM'),
    start: () => {
      wanted = true
      launch()
    },
    freeze: () => void child?.kill('SIGSTOP'),
    thaw: () => void child?.kill('SIGCONT'),
  }
}
