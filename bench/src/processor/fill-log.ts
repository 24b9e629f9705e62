import { randomBytes } from 'node:crypto'
import { createCollector } from '@maidian/collector'
import { openLocalLog } from '@maidian/engines'
import type { Config } from '@maidian/service'
import type { Plans } from '@maidian/tracking-plan'
import Fastify, { type FastifyInstance } from 'fastify'
import pino from 'pino'
import { Registry } from 'prom-client'

const AGENTS = [
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1',
  'Mozilla/5.0 (Linux; Android 15; 23127PN0CC) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Mobile Safari/537.36 MicroMessenger/8.0.60 NetType/WIFI Language/zh_CN',
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36',
]

/** A version 7 UUID of this millisecond. */
const uuid7 = (ms: number): string => {
  const hex = ms.toString(16).padStart(12, '0') + randomBytes(10).toString('hex')
  const parts = [hex.slice(0, 8), hex.slice(8, 12), `7${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`, hex.slice(20, 32)]
  return parts.join('-')
}

type Wire = {
  device: string
  contexts: { url: string }[]
  events: { id: string; time: number; context: number }[]
}

/** How many pages twenty events come from. */
const PAGES = 4

/** Product pages, some far more visited than others. */
const page = (n: number): string => `p-${Math.floor(10_000 ** (((n * 7919) % 10_007) / 10_007))}`

/** Sends the `n`th batch: the model once more, of another device, from other pages and with ids of its own. */
export type SendBatch = (n: number) => Promise<void>

export const batchSender =
  (app: FastifyInstance, model: string): SendBatch =>
  async n => {
    const batch = JSON.parse(model) as Wire
    batch.device = `d-${n % 5000}`
    batch.contexts = batch.contexts.slice(0, PAGES)
    batch.contexts.forEach((context, i) => {
      context.url = context.url.replace('p-101', page(n * PAGES + i))
    })
    batch.events.forEach(event => {
      event.time = Date.now() - (n % 60_000)
      event.id = uuid7(event.time)
      event.context %= PAGES
    })
    const { statusCode } = await app.inject({
      method: 'POST',
      url: '/v1/events?key=wk_bench',
      remoteAddress: `223.5.${n % 200}.${n % 250}`,
      headers: { 'user-agent': AGENTS[n % AGENTS.length] as string },
      payload: JSON.stringify({ ...batch, sent: Date.now() }),
    })
    if (statusCode !== 204) throw new Error(`a batch was answered ${statusCode}`)
  }

/** Sends so many batches through a collector into a log. */
export const fillLog = async (
  dir: string,
  { batches, model, config, plans }: { batches: number; model: string; config: Config; plans: Plans },
): Promise<void> => {
  const log = await openLocalLog({ dir })
  const app = Fastify()
  const logger = pino({ level: 'silent' })
  await app.register(createCollector({ log, config, logger, metrics: new Registry(), plans }))
  const send = batchSender(app, model)
  for (let n = 0; n < batches; n += 50) await Promise.all(Array.from({ length: 50 }, (_, i) => send(n + i)))
  await app.close()
  await log.close()
}
