import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { KafkaCluster } from '@maidian/engines/testing'
import { afterAll, describe, expect, test } from 'vitest'
import { made, send } from './harness/events.ts'
import { testFolder } from './harness/folder.ts'
import { logsUnderTest } from './harness/logs.ts'
import { type Maidian, startMaidian, until } from './harness/maidian.ts'

const folder = testFolder('crash')
const logs = await logsUnderTest('crash')
afterAll(async () => {
  for (const { kafka } of logs) await kafka?.stop()
})

const ROUNDS = 3

/** kill -9 to the broker, and its restart. */
const restart = async (cluster: KafkaCluster | null | undefined): Promise<void> => {
  await cluster?.kill(1)
  await cluster?.start(1)
}

/** A client that keeps its events until they are acknowledged, and sends the same ids again until they are. */
const client = async (device: string, at: () => string | null, acknowledged: Set<string>, running: () => boolean) => {
  while (running()) {
    const events = Array.from({ length: 5 }, () => made('view_item'))
    for (let done = false; !done && running(); ) {
      const url = at()
      const reply = url === null ? null : await send(url, { device, events }).catch(() => null)
      done = reply?.status === 204
      if (!done) await sleep(30)
      else for (const { id } of events) acknowledged.add(id)
    }
  }
}

describe.each(logs)('kill -9 of everything during traffic, on the $name log', ({ name, env, kafka }) => {
  test('every acknowledged event is there once', async () => {
    const acknowledged = new Set<string>()
    let url: string | null = null
    let running = true
    const clients = Array.from({ length: 6 }, (_, i) =>
      client(
        `d-${i}`,
        () => url,
        acknowledged,
        () => running,
      ),
    )
    let maidian: Maidian | null = null
    for (let round = 0; round < ROUNDS; round++) {
      maidian = await startMaidian({ data: join(folder, name), env })
      url = maidian.url
      await sleep(1500 + 300 * round)
      url = null
      await Promise.all([maidian.killAll(), round === 1 ? restart(kafka?.cluster) : undefined])
    }
    maidian = await startMaidian({ data: join(folder, name), env })
    url = maidian.url
    await sleep(500)
    running = false
    await Promise.all(clients)

    const stored = async () => {
      const rows = await (maidian as Maidian).query<{ event_id: string; n: string }>(
        'SELECT event_id, count() AS n FROM shop.events GROUP BY event_id',
      )
      return new Map(rows.map(row => [row.event_id, Number(row.n)]))
    }
    await until('every acknowledged event is stored', async () => {
      const held = await stored()
      return [...acknowledged].every(id => held.has(id))
    })
    const held = await stored()
    expect([...held.values()].filter(n => n !== 1)).toEqual([])
    expect(acknowledged.size).toBeGreaterThan(100)
    expect(await maidian.stop()).toBe(0)
  })
})
