import { mkdtempSync, rmSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createCollector } from '@maidian/collector'
import { type EventLog, openKafkaLog, openLocalLog } from '@maidian/engines'
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

/** `node server.ts parse | embedded | kafka BROKERS`: says its port on stdout, ends with stdin. */
const [kind = '', brokers = ''] = process.argv.slice(2)
const app = Fastify()
const folder = mkdtempSync(join(tmpdir(), 'maidian-bench-'))
let log: EventLog | undefined
if (kind === 'parse') parseOnly(app)
else {
  log =
    kind === 'kafka'
      ? await openKafkaLog({
          brokers: brokers.split(','),
          topic: `bench-${process.pid}`,
          partitions: 12,
          replicationFactor: 1,
          minInsyncReplicas: 1,
        })
      : await openLocalLog({ dir: folder })
  await collector(app, log)
}
await app.listen({ host: '127.0.0.1', port: 0 })
process.stdout.write(`${(app.server.address() as AddressInfo).port}\n`)
process.stdin.resume().once('end', async () => {
  await app.close()
  await log?.close()
  rmSync(folder, { recursive: true, force: true })
  process.exit(0)
})
