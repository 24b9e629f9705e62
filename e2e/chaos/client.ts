import { setTimeout as sleep } from 'node:timers/promises'
import { gzipSync } from 'node:zlib'
import { newId } from '../harness/events.ts'
import type { Ledger } from './ledger.ts'
import type { Random } from './random.ts'

/** An event as it was made; what it is known by in the end stands in `props.tag`. */
export type Made = {
  id?: string
  event: string
  time: number | string
  device: string
  props: { tag: string; n: number }
}

export type ClientOptions = {
  name: string
  random: Random
  /** Addresses of the collectors; each attempt goes to any of them. */
  urls: readonly string[]
  ledger: Ledger
  /** Aborted: it makes no more events, and what is to be sent once more is sent at once. */
  ending: AbortSignal
  /** Goes on sending what it still has while it says true. */
  patient: () => boolean
}

const SIZES = [1, 1, 2, 3, 5, 8, 13, 20, 40, 120] as const
const MONTH_MS = 30 * 24 * 3_600_000
const REPLY_MS = 10_000
/** How long after its acknowledgement a batch is sent once more. */
const AGAIN_S = [0, 0, 0, 5, 30, 90] as const
/** How far a client's clock may be off, either way. */
const MOST_OFF_MS = 3 * 24 * 3_600_000

/** One that breaks the rules keeps a tag, so that it can be found in quarantine. */
const broken = (event: Made, random: Random): Made => {
  const { id, ...rest } = event
  switch (random.int(0, 3)) {
    case 0:
      return { ...event, event: '' }
    case 1:
      return { ...event, time: 'yesterday' }
    case 2:
      return rest
    default:
      return { ...event, id: '' }
  }
}

/** A client with devices of its own that keeps its events until they are acknowledged. */
export const runClient = async (options: ClientOptions): Promise<void> => {
  const { name, random, urls, ledger, ending, patient } = options
  const running = (): boolean => !ending.aborted
  const devices = Array.from({ length: random.int(1, 4) }, (_, i) => `${name}-d${i}`)
  // A page's clock is corrected by the collector's, a server's is believed.
  const key = random.chance(0.5) ? 'wk_demo_web' : 'wk_demo_server'
  let off = 0
  const now = (): number => Date.now() + off
  let queue: Made[] = []
  let made = 0
  const again: Promise<void>[] = []

  const make = (): Made => {
    const n = made++
    const tag = `${name}-${n}`
    const old = random.chance(0.03) ? random.int(1, 20) * MONTH_MS : 0
    const time = now() - old
    const event: Made = {
      id: random.chance(0.1) ? `order-${tag}` : newId(now()),
      event: random.pick(['view_item', 'add_to_cart', 'purchase', '$odd']),
      time,
      device: random.pick(devices),
      props: { tag, n },
    }
    return random.chance(0.04) ? broken(event, random) : event
  }

  const request = (events: readonly Made[]): RequestInit & { query: string } => {
    const body = Buffer.from(JSON.stringify({ sdk: 'server/1', sent: now(), events }))
    if (random.chance(0.7)) return { query: '', body }
    const byQuery = random.chance(0.5)
    return {
      query: byQuery ? '&z=gzip' : '',
      body: gzipSync(body),
      ...(!byQuery && { headers: { 'content-encoding': 'gzip' } }),
    }
  }

  /** Whether it was acknowledged. */
  const send = async (events: readonly Made[], replyMs: number): Promise<boolean> => {
    const { query, ...init } = request(events)
    const url = `${random.pick(urls)}/v1/events?key=${key}${query}`
    const began = Date.now()
    try {
      const reply = await fetch(url, { ...init, method: 'POST', signal: AbortSignal.timeout(replyMs) })
      const text = await reply.text()
      const tags = events.map(({ props }) => props.tag)
      ledger.replied({ tags, status: reply.status, text, local: reply.headers.has('x-maidian-durability'), began })
      return reply.ok
    } catch {
      ledger.unanswered()
      return false
    }
  }

  while (running() || (queue.length > 0 && patient())) {
    if (random.chance(0.02)) off = random.chance(0.5) ? 0 : random.int(-MOST_OFF_MS, MOST_OFF_MS)
    if (running()) for (let n = random.pick(SIZES); n > 0; n--) queue.push(make())
    // As an SDK does after a failure, it may send the same events in batches of other sizes.
    const batch = queue.slice(0, random.chance(0.5) ? queue.length : random.int(1, queue.length)).slice(0, 500)
    const impatient = random.chance(0.05)
    if (await send(batch, impatient ? random.int(1, 60) : REPLY_MS)) {
      queue = queue.slice(batch.length)
      if (random.chance(0.15)) {
        const later = random.pick(AGAIN_S) * 1000
        again.push(
          sleep(later, undefined, { signal: ending })
            .catch(() => {})
            .then(async () => void (await send(batch, REPLY_MS))),
        )
      }
      await sleep(random.int(20, 400))
    } else await sleep(random.int(50, 1000))
  }
  await Promise.all(again)
}
