import { mkdtempSync, rmSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createCollector } from '@maidian/collector'
import { EngineError, type EventLog, openKafkaLog, openLocalLog } from '@maidian/engines'
import { parseConfig } from '@maidian/service'
import { snapshotOf } from '@maidian/tracking-plan/testing'
import Fastify, { type FastifyInstance } from 'fastify'
import pino from 'pino'
import { Registry } from 'prom-client'
import { largePlan } from './batches.ts'

/** The ceiling: reads the same JSON, keeps nothing, answers 204. */
const parseOnly = (app: FastifyInstance): void => {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body))
  app.post('/v1/events', { bodyLimit: 1 << 20 }, async (request, reply) => {
    JSON.parse((request.body as Buffer).toString('utf8'))
    return reply.code(204).send()
  })
}

const CONFIG = `projects:
  - name: shop
    plan: ./plan
    sources:
      - {key: wk_bench, kind: web, origins: ["*"]}
`

const collector = async (app: FastifyInstance, log: EventLog): Promise<void> => {
  const snapshot = snapshotOf({ releases: [], next: largePlan() })
  const plans = { of: () => snapshot, close: () => {} }
  const deps = { log, config: parseConfig(CONFIG), logger: pino({ level: 'silent' }), metrics: new Registry(), plans }
  await app.register(createCollector(deps))
}

/** Bytes that may wait for a slow log. */
const MOST_WAITING = 32 * 1024 * 1024

/** A log that takes so many records a second and no more: what waits for it is bounded, as in every log. */
const slowed = (log: EventLog, perSecond: number): EventLog => {
  let free = Date.now()
  let waiting = 0
  return {
    ...log,
    append: async entry => {
      const bytes = entry.value.length
      if (waiting + bytes > MOST_WAITING) throw new EngineError('log.full')
      waiting += bytes
      free = Math.max(free, Date.now()) + 1000 / perSecond
      await new Promise(resolve => setTimeout(resolve, Math.max(0, free - Date.now())))
      waiting -= bytes
      return log.append(entry)
    },
  }
}

/** `node server.ts parse | embedded | kafka BROKERS | slow PER_SECOND`: says its port on stdout, ends with stdin. */
const [kind = '', more = ''] = process.argv.slice(2)
const app = Fastify()
const folder = mkdtempSync(join(tmpdir(), 'maidian-bench-'))
let log: EventLog | undefined
if (kind === 'parse') parseOnly(app)
else {
  log =
    kind === 'kafka'
      ? await openKafkaLog({
          brokers: more.split(','),
          topic: `bench-${process.pid}`,
          partitions: 12,
          replicationFactor: 1,
          minInsyncReplicas: 1,
        })
      : await openLocalLog({ dir: folder })
  await collector(app, kind === 'slow' ? slowed(log, Number(more)) : log)
}
await app.listen({ host: '127.0.0.1', port: 0 })
process.stdout.write(`${(app.server.address() as AddressInfo).port}\n`)
process.stdin.resume().once('end', async () => {
  await app.close()
  await log?.close()
  rmSync(folder, { recursive: true, force: true })
  process.exit(0)
})
