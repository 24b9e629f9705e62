import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, expect, test } from 'vitest'
import { EngineError } from '../errors.ts'
import { sampleHeader } from '../testing/sample-header.ts'
import { eventLogContract } from './contract.ts'
import { openLocalLog } from './local.ts'
import type { EventLog, LogRecord } from './port.ts'
import { type SpillingLog, spillingLog } from './spill.ts'

const root = mkdtempSync(join(tmpdir(), 'maidian-spill-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))

const open = (dir: string): Promise<EventLog> => openLocalLog({ dir: join(root, dir), floorBytes: 0 })

eventLogContract('spilling', async () =>
  spillingLog({ primary: await open('contract/primary'), local: await open('contract/local') }),
)

const opened: SpillingLog[] = []
afterEach(async () => {
  for (const log of opened.splice(0)) await log.close()
})

/** A log that can be away: what reaches it while it goes is kept all the same where `keeps` says so. */
const breakable = (log: EventLog) => {
  const control = { away: false, keeps: false }
  const refuse = async (): Promise<void> => {
    if (control.away) throw new EngineError('log.unavailable', 'the test says so')
  }
  const primary: EventLog = {
    ...log,
    append: async entry => {
      if (control.away && control.keeps) await log.append(entry)
      await refuse()
      return log.append(entry)
    },
    ping: async () => {
      await refuse()
      await log.ping()
    },
  }
  return { control, primary }
}

const make = async (name: string) => {
  const { control, primary } = breakable(await open(`${name}/primary`))
  const log = await spillingLog({ primary, local: await open(`${name}/local`), probeEveryMs: 20 })
  opened.push(log)
  return { control, log }
}
const header = { ...sampleHeader(), received: Date.now() }
const append = (log: EventLog, text: string) => log.append({ partition: 0, header, value: Buffer.from(text) })

/** Reads what the primary has, until there are so many. */
const read = async (log: EventLog, count: number): Promise<LogRecord[]> => {
  const seen: LogRecord[] = []
  const consumer = await log.consume({
    group: `g-${Math.random()}`,
    onAssigned: async ({ earliest }) => earliest,
    onRevoked: async () => {},
    onBatch: async ({ records }) => {
      seen.push(...records)
    },
  })
  while (seen.length < count) await new Promise(resolve => setTimeout(resolve, 10))
  await consumer.close()
  return seen
}
const texts = (records: LogRecord[]): string[] => records.map(({ value }) => value.toString()).sort()

test('while the primary is away batches are acknowledged on this machine, and brought over when it is back', async () => {
  const { control, log } = await make('away')
  expect(await append(log, 'a')).not.toHaveProperty('durability')
  control.away = true
  expect(await append(log, 'b')).toMatchObject({ durability: 'local' })
  expect(await append(log, 'c')).toMatchObject({ durability: 'local' })
  await log.ping()
  expect(log.depth().records).toBe(2)
  await new Promise(resolve => setTimeout(resolve, 30))
  expect(log.depth().ageMs).toBeGreaterThan(20)
  control.away = false
  const records = await read(log, 3)
  expect(texts(records)).toEqual(['a', 'b', 'c'])
  expect(records.map(one => one.header?.redelivered)).toEqual([undefined, true, true])
  expect(records[1]?.header).not.toHaveProperty('spilled')
  await expect.poll(() => log.depth()).toEqual({ records: 0, ageMs: 0 })
  expect(await append(log, 'd')).not.toHaveProperty('durability')
})

test('what the primary kept without saying so comes twice rather than never', async () => {
  const { control, log } = await make('twice')
  Object.assign(control, { away: true, keeps: true })
  await append(log, 'a')
  control.away = false
  expect(texts(await read(log, 2))).toEqual(['a', 'a'])
})

test('what is too large is refused, not spilled', async () => {
  const { log } = await make('large')
  await expect(log.append({ partition: 0, header, value: Buffer.alloc(3 * 1024 * 1024) })).rejects.toMatchObject({
    code: 'log.too_large',
  })
  expect(log.depth().records).toBe(0)
})

test('what was spilled before a restart is brought over after it', async () => {
  const { control, log } = await make('restart')
  control.away = true
  for (const text of ['a', 'b', 'c']) await append(log, text)
  await log.close()
  opened.splice(0)
  const { log: again } = await make('restart')
  expect(texts(await read(again, 3))).toEqual(['a', 'b', 'c'])
})
