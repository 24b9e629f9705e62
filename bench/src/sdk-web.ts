import { launchChromium } from '@maidian/sdk-web/testing'
import { median } from './median.ts'
import { CALLS, compareStorages, type Measured, measure } from './sdk-web/measure.ts'
import { CONTENDERS } from './sdk-web/page.ts'

const ROUNDS = 3

const summary = (runs: Measured[]): Measured =>
  Object.fromEntries(
    (Object.keys(runs[0] as Measured) as (keyof Measured)[]).map(key => [key, median(runs.map(run => run[key]))]),
  ) as Measured

const say = (...cells: (string | number)[]): void => {
  process.stdout.write(
    `${cells.map((cell, i) => (typeof cell === 'number' ? cell.toFixed(1) : cell)[i ? 'padStart' : 'padEnd'](i ? 13 : 24)).join('')}\n`,
  )
}

/** What the web SDK costs a page beside a tracker that can do the least, and beside none; in turn, in one browser. */
export const benchSdkWeb = async (): Promise<void> => {
  const { browser, close } = await launchChromium()
  try {
    const runs = new Map(CONTENDERS.map(({ name }) => [name, { plain: [] as Measured[], slow: [] as Measured[] }]))
    for (let round = 0; round < ROUNDS; round++) {
      for (const contender of CONTENDERS) {
        runs.get(contender.name)?.plain.push(await measure(browser, contender, 1))
        if (round === 0) runs.get(contender.name)?.slow.push(await measure(browser, contender, 4))
      }
    }
    const [nothing, floor, ours] = [...runs.values()].map(({ plain }) => summary(plain)) as [
      Measured,
      Measured,
      Measured,
    ]
    const slow = [...runs.values()].map(({ slow: one }) => summary(one)) as [Measured, Measured, Measured]
    say(`${CALLS} calls`, 'start ms', 'median µs', 'p99 µs', 'total ms', '4×: longest', '4×: start', 'written ×')
    for (const [i, [name]] of [...runs].entries()) {
      const one = [nothing, floor, ours][i] as Measured
      const { longestMs, startMs } = slow[i] as Measured
      const total = one.totalMs - nothing.totalMs
      say(name, one.startMs, one.medianUs, one.p99Us, total, longestMs, startMs, one.written / one.json)
    }
    say(
      'Maidian / bare minimum',
      '',
      ours.medianUs / floor.medianUs,
      ours.p99Us / floor.p99Us,
      (ours.totalMs - nothing.totalMs) / (floor.totalMs - nothing.totalMs),
    )
    const storages = await compareStorages(browser)
    const { localStorage: local, IndexedDB: indexed } = storages
    process.stdout.write(
      `appending ${CALLS} records of 900 characters: localStorage ${local.toFixed(0)} ms of main thread, IndexedDB ${indexed.toFixed(0)} ms, × ${(indexed / local).toFixed(1)}\n`,
    )
  } finally {
    await close()
  }
}
