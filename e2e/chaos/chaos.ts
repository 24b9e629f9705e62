import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { runClient } from './client.ts'
import { startEmbeddedSystem } from './embedded-system.ts'
import { FAULTS } from './faults.ts'
import { startKafkaSystem } from './kafka-system.ts'
import { createLedger } from './ledger.ts'
import { seeded } from './random.ts'
import { isSettled, reconcile } from './reconcile.ts'
import { createSchedule, type Done } from './schedule.ts'
import type { System } from './system.ts'

export type ChaosOptions = {
  seed: number
  /** How long faults are drawn. */
  seconds: number
  /** At most so many. */
  faults: number
  log: 'kafka' | 'embedded'
  brokers: number
  spill: boolean
  /** Names of faults; empty: all that fit. */
  only: readonly string[]
  tell: (line: string) => void
}

export type Outcome = {
  done: readonly Done[]
  counts: { acknowledged: number; batches: number; refused: number; local: number; unanswered: number }
  stored: number
  recoveredInS: number | null
  /** What is wrong: losses, doubles, answers that should not have been, services that did not come back. Empty: nothing. */
  wrong: string[]
  /** Where logs of the processes are; removed when nothing is wrong. */
  folder: string
}

const CLIENTS = 8
const START_MS = 90_000
/** Clients must get rid of everything, the store must have it, services must be ready. */
const RECOVER_MS = 240_000
/** What a collector needs to find out that Kafka is gone, and what other faults leave behind. */
const FINDING_OUT_MS = 10_000

const isReady = async (url: string): Promise<boolean> =>
  (await fetch(`${url}/readyz`, { signal: AbortSignal.timeout(5000) }).catch(() => null))?.ok === true

/** The services that are not ready in time. */
const notReady = async ({ services }: System, ms: number): Promise<string[]> => {
  const end = Date.now() + ms
  for (;;) {
    const ready = await Promise.all(services.map(({ url }) => isReady(url)))
    const late = services.filter((_, i) => !ready[i]).map(({ name }) => name)
    if (late.length === 0 || Date.now() > end) return late
    await sleep(250)
  }
}

const spilled = async (url: string): Promise<number> => {
  const text = await (await fetch(`${url}/metrics`)).text()
  return Number(/^maidian_collector_spilled_records (\S+)$/m.exec(text)?.[1])
}

/** Collectors that still have batches on their own disks. */
const stillSpilled = async ({ collectors }: System, ms: number): Promise<string[]> => {
  const end = Date.now() + ms
  for (;;) {
    const depths = await Promise.all(collectors.map(({ url }) => spilled(url).catch(() => Number.NaN)))
    const late = collectors.map(({ name }, i) => `${name}: ${depths[i]} spilled`).filter((_, i) => depths[i] !== 0)
    if (late.length === 0 || Date.now() > end) return late
    await sleep(250)
  }
}

const listed = (what: string, all: readonly string[]): string[] =>
  all.length === 0 ? [] : [`${all.length} ${what}`, ...all.slice(0, 10).map(one => `  ${one}`)]

/** Faults under load, then peace, then the books. */
export const chaos = async (options: ChaosOptions): Promise<Outcome> => {
  const { seed, log, brokers, spill, only, tell } = options
  const folder = mkdtempSync(join(tmpdir(), 'maidian-chaos-'))
  const system =
    log === 'kafka' ? await startKafkaSystem({ folder, brokers, spill }) : await startEmbeddedSystem({ folder })
  let wrong: string[] = []
  try {
    const late = await notReady(system, START_MS)
    if (late.length > 0) throw new Error(`did not start: ${late.join(', ')}; logs in ${folder}`)
    const random = seeded(seed)
    const faults = FAULTS.filter(({ name, fits }) => fits(system) && (only.length === 0 || only.includes(name)))
    if (faults.length === 0)
      throw new Error(`no such fault here; there are ${FAULTS.map(({ name }) => name).join(', ')}`)
    const acknowledgedNow = (): ReadonlySet<string> => ledger.acknowledged
    const schedule = createSchedule({
      system,
      world: { settled: () => isSettled({ address: system.address(), acknowledged: acknowledgedNow }) },
      faults,
      random: random.fork(),
      count: options.faults,
      until: Date.now() + options.seconds * 1000,
      tell,
    })
    const ledger = createLedger({
      logDownSince: () => system.brokers?.downSince() ?? null,
      spill,
      onlyLogAway: () =>
        [...schedule.active()].every(part => part === 'log') &&
        Date.now() - Math.max(schedule.lastOther(), schedule.logSince()) > FINDING_OUT_MS,
    })
    const ending = new AbortController()
    let patientUntil = Number.POSITIVE_INFINITY
    const clients = Array.from({ length: CLIENTS }, (_, i) =>
      runClient({
        name: `c${i}`,
        random: random.fork(),
        urls: system.doors.map(({ url }) => url),
        ledger,
        ending: ending.signal,
        patient: () => Date.now() < patientUntil,
      }),
    )
    await schedule.run()
    const lastFault = Date.now()
    await sleep(2000)
    ending.abort()
    patientUntil = Date.now() + RECOVER_MS
    await Promise.all(clients)
    const { acknowledged, counts } = ledger
    tell(`${((Date.now() - lastFault) / 1000).toFixed(1)} s after the last fault everything is acknowledged`)
    const books = await reconcile({ address: system.address(), acknowledged, lastFault, ms: RECOVER_MS })
    wrong = [
      ...listed('lost', books.lost),
      ...listed('doubled', books.doubled),
      ...listed('wrong answers', ledger.wrong),
      ...listed('never ready again', await notReady(system, RECOVER_MS)),
      ...(spill ? listed('never brought over', await stillSpilled(system, RECOVER_MS)) : []),
      ...(acknowledged.size === 0 ? ['nothing was acknowledged'] : []),
    ]
    return {
      done: schedule.done,
      counts: counts(),
      stored: books.stored,
      recoveredInS: books.recoveredInS,
      wrong,
      folder,
    }
  } catch (error) {
    wrong.push(String(error))
    throw error
  } finally {
    await system.close()
    if (wrong.length === 0) rmSync(folder, { recursive: true, force: true })
  }
}

/** A line about an outcome, and one for each thing that is wrong. */
export const summary = ({ seed, log, brokers, spill }: ChaosOptions, outcome: Outcome): string => {
  const { counts, done, stored, recoveredInS, wrong, folder } = outcome
  const names = Map.groupBy(done, ({ name }) => name)
  const system = log === 'kafka' ? `kafka ×${brokers}${spill ? ', spill' : ''}` : 'embedded'
  const lines = [
    `chaos seed ${seed} · ${system} · ${done.length} faults (${[...names].map(([name, all]) => `${all.length} ${name}`).join(', ')})`,
    `  ${counts.acknowledged} events acknowledged in ${counts.batches} batches, ${counts.local} of them on this machine alone · ` +
      `${counts.refused} refused · ${counts.unanswered} unanswered · ${stored} stored · ` +
      `all there ${recoveredInS === null ? 'never' : `${recoveredInS.toFixed(1)} s`} after the last fault`,
    ...(wrong.length === 0
      ? ['  nothing lost, nothing doubled']
      : [...wrong.map(one => `  ${one}`), `  logs: ${folder}`]),
  ]
  return `${lines.join('\n')}\n`
}
