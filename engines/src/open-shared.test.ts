import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, expect, test } from 'vitest'
import { EngineError } from './errors.ts'
import { openLocalLog } from './event-log/local.ts'
import type { EventLog } from './event-log/port.ts'
import { openSpillingLog } from './open-shared.ts'
import { sampleHeader } from './testing/sample-header.ts'

const dir = mkdtempSync(join(tmpdir(), 'maidian-spill-workers-'))
const header = { ...sampleHeader(), received: Date.now() }
const opened: EventLog[] = []
afterEach(async () => {
  for (const log of opened.splice(0)) await log.close()
})
afterAll(() => rmSync(dir, { recursive: true, force: true }))

/** A primary that is away, or keeps what reaches it in an array. */
const primary = async (away: boolean, brought: string[] = []): Promise<EventLog> => {
  const log = await openLocalLog({ dir: mkdtempSync(join(dir, 'primary-')), floorBytes: 0 })
  const here = async (): Promise<void> => {
    if (away) throw new EngineError('log.unavailable')
  }
  return {
    ...log,
    ping: here,
    append: async entry => {
      await here()
      brought.push(entry.value.toString())
      return log.append(entry)
    },
  }
}
const open = async (to: EventLog, instance: string, number: number, count: number) => {
  const log = await openSpillingLog(to, {
    dir: join(dir, 'spill'),
    instance,
    worker: { number, count },
    onError: () => {},
  })
  opened.push(log)
  return log
}
const spill = async (instance: string, number: number, count: number, text: string): Promise<void> => {
  const log = await open(await primary(true), instance, number, count)
  expect(await log.append({ partition: 0, header, value: Buffer.from(text) })).toMatchObject({ durability: 'local' })
}

test('what a worker has left its successor brings over, and no other worker does', async () => {
  await Promise.all([0, 1, 2].map(number => spill('8080', number, 3, `of ${number}`)))
  for (const log of opened.splice(0)) await log.close()
  for (const number of [0, 1, 2]) {
    const brought: string[] = []
    await open(await primary(false, brought), '8080', number, 3)
    await expect.poll(() => brought).toEqual([`of ${number}`])
  }
})

test('with fewer workers than there were, the first one brings over what the others have left', async () => {
  await Promise.all([0, 1, 2].map(number => spill('9090', number, 3, `of ${number}`)))
  // Another service on this machine has a folder beside it.
  await spill('909', 0, 1, 'of another')
  for (const log of opened.splice(0)) await log.close()
  const brought: string[] = []
  const log = await open(await primary(false, brought), '9090', 0, 1)
  await expect.poll(() => brought.toSorted()).toEqual(['of 0', 'of 1', 'of 2'])
  await expect.poll(() => log.depth?.()).toEqual({ records: 0, ageMs: 0 })
})
