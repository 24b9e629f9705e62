import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { kafkaForTests } from '@maidian/engines/testing'
import { afterAll, expect, test } from 'vitest'
import { type Maidian, startMaidian, until } from './harness/maidian.ts'

const kafka = await kafkaForTests()
const cluster = kafka?.cluster ?? null
const folder = mkdtempSync(join(tmpdir(), 'maidian-spill-'))
afterAll(async () => {
  await kafka?.stop()
  rmSync(folder, { recursive: true, force: true })
})

const CONFIG = `spill: true
projects:
  - name: shop
    sources:
      - {key: wk_demo_server, kind: server}
`
let maidian: Maidian
let made = 0

type Answer = { status: number; durability: string | null; ms: number }

/** One batch of five events, each made once. */
const send = async (): Promise<Answer> => {
  const events = Array.from({ length: 5 }, () => {
    made++
    return { id: `e-${made}`, event: 'order_paid', time: Date.now(), device: `d-${made % 40}`, props: { made } }
  })
  const began = Date.now()
  const { status, headers } = await fetch(`${maidian.url}/v1/events?key=wk_demo_server`, {
    method: 'POST',
    body: JSON.stringify({ events }),
  })
  return { status, durability: headers.get('x-maidian-durability'), ms: Date.now() - began }
}
const metric = async (name: string): Promise<number> => {
  const text = await (await fetch(`${maidian.url}/metrics`)).text()
  return Number(new RegExp(`^${name} (\\S+)$`, 'm').exec(text)?.[1])
}
const stored = async () =>
  (
    await maidian.query<{ rows: number; ids: number }>(
      "SELECT count()::UInt32 AS rows, uniqExact(event_id)::UInt32 AS ids FROM shop.events WHERE name = 'order_paid'",
    )
  )[0]

test.skipIf(cluster === null).each([1, 2])(
  'Kafka away, with %i taking events: acknowledged on this machine, the log ready all the time, and stored once when it is back',
  async workers => {
    made = 0
    const config = join(folder, 'maidian.yaml')
    writeFileSync(config, CONFIG)
    const env = {
      KAFKA_BROKERS: (kafka?.brokers ?? []).join(','),
      KAFKA_TOPIC: `spill-${workers}-${process.pid}`,
      KAFKA_PARTITIONS: '4',
      KAFKA_REPLICATION_FACTOR: '1',
      KAFKA_MIN_INSYNC_REPLICAS: '1',
    }
    const args = ['--workers', String(workers)]
    maidian = await startMaidian({ data: join(folder, `data-${workers}`), config, env, args })
    try {
      for (let i = 0; i < 5; i++) expect(await send()).toMatchObject({ status: 204, durability: null })
      // The processor is at work by then: one that is cut off while it joins its group is waited for by Kafka for a minute.
      await until('what came before is stored', async () => (await stored())?.ids === made, 60_000)
      await cluster?.kill(1)
      const away: Answer[] = []
      for (let i = 0; i < 40; i++) away.push(await send())
      expect(new Set(away.map(({ status }) => status))).toEqual(new Set([204]))
      expect(new Set(away.map(({ durability }) => durability))).toEqual(new Set(['local']))
      // The first one had to find out.
      expect(Math.max(...away.map(({ ms }) => ms))).toBeLessThan(6000)
      expect(await metric('maidian_collector_spilled_records')).toBeGreaterThanOrEqual(40)
      expect((await fetch(`${maidian.url}/healthz`)).status).toBe(200)
      // A collector alone has no other dependency; here the processor cannot read.
      const ready = await (await fetch(`${maidian.url}/readyz`)).json()
      expect(ready).toMatchObject({ dependencies: { log: { ok: true } } })

      await cluster?.start(1)
      await until(
        'what was kept here is brought over',
        async () => (await metric('maidian_collector_spilled_records')) === 0,
        90_000,
      )
      expect(await send()).toMatchObject({ status: 204, durability: null })
      await until('everything is stored', async () => (await stored())?.ids === made, 60_000)
      expect(await stored()).toEqual({ rows: made, ids: made })
    } finally {
      await maidian.stop()
    }
  },
)
