import { EngineError, type EventLog } from '@maidian/engines'
import { MAX_BATCH_BYTES } from '@maidian/schemas'
import { HttpError, isOwnOrigin } from '@maidian/service'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { encodingOf, readBody } from '../body.ts'
import { collectorError } from '../errors.ts'
import { applyIpPolicy } from '../ip-policy.ts'
import { judge } from '../judge.ts'
import { logEntries } from '../log-entries.ts'
import type { CollectorMetrics } from '../metrics.ts'
import { answerPreflight, corsHeaders } from '../plugins/cors.ts'
import type { KnownSource } from '../sources.ts'

export type EventsRouteDeps = {
  log: EventLog
  sources: ReadonlyMap<string, KnownSource>
  /** Names this server is known by: its own pages may always send. */
  hosts: readonly string[]
  metrics: CollectorMetrics
  now: () => number
}

const RETRY_AFTER_S = 2
/** Longer ones are cut: parsers of user agents have been brought to a halt by 8 kB of them. */
const MAX_UA = 512

type Query = { key?: string; z?: string; verbose?: string }

const keyOf = (request: FastifyRequest): string | undefined => {
  const { key } = request.query as Query
  return key ?? request.headers.authorization?.match(/^Bearer\s+(\S+)$/i)?.[1]
}

const authorise = (request: FastifyRequest, { sources, hosts }: EventsRouteDeps): KnownSource => {
  const key = keyOf(request)
  if (key === undefined || key === '') throw collectorError('key.missing')
  const known = sources.get(key)
  if (!known) throw collectorError('key.unknown')
  const { origin } = request.headers
  const own = known.source.kind !== 'server' && isOwnOrigin(request, hosts)
  if (origin !== undefined && !own && !known.allows(origin)) throw collectorError('origin.not_allowed')
  return known
}

const asHttpError = (error: unknown): unknown => {
  if (!(error instanceof EngineError)) return error
  if (error.code === 'log.too_large') {
    return collectorError('batch.too_large', { cause: error, fields: { max_bytes: MAX_BATCH_BYTES / 2 } })
  }
  return collectorError('log.not_available', {
    cause: error,
    fields: { reason: error.code },
    headers: { 'retry-after': String(RETRY_AFTER_S) },
  })
}

const takeBatch = async (
  request: FastifyRequest,
  reply: FastifyReply,
  deps: EventsRouteDeps,
): Promise<FastifyReply> => {
  const { log, metrics, now } = deps
  const known = authorise(request, deps)
  const received = now()
  const query = request.query as Query
  const bytes = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0)
  const body = readBody(bytes, encodingOf(request.headers['content-encoding'], query.z))
  const verdicts = judge(body.batch)
  const facts = {
    v: 1 as const,
    project: known.project.name,
    source: known.label,
    kind: known.source.kind,
    door: 'events',
    received,
    ip: applyIpPolicy(request.ip, known.source.ip),
    geo: null,
    ua: (request.headers['user-agent'] ?? '').slice(0, MAX_UA),
    plan: '',
  }
  const entries = logEntries(body, verdicts, { facts, partitions: log.partitions })
  const stop = metrics.append.startTimer()
  // Every part must be durable before anything is acknowledged; a part that is kept twice is one by its ids.
  await Promise.all(entries.map(entry => log.append(entry)))
  stop()
  for (const { verdict } of verdicts) {
    metrics.events.inc({ project: facts.project, source: facts.source, verdict })
  }
  const all = query.verbose === '1' || body.batch.debug !== undefined
  const listed = all ? verdicts : verdicts.filter(({ verdict }) => verdict !== 'accepted')
  return listed.length === 0 ? reply.code(204).send() : reply.code(200).send({ events: listed })
}

/** `POST /v1/events` under one path: authorise, read, judge, append, and only then acknowledge. */
export const eventsRoute = (app: FastifyInstance, path: string, deps: EventsRouteDeps): void => {
  app.options(path, answerPreflight)
  app.post(path, { bodyLimit: MAX_BATCH_BYTES }, async (request, reply) => {
    try {
      return await takeBatch(request, reply, deps)
    } catch (error) {
      throw asHttpError(error)
    }
  })
  app.addHook('onRequest', async (request, reply) => {
    corsHeaders(request, reply)
    // Any content type is read as bytes, also one that is malformed.
    if (request.method === 'POST') request.raw.headers['content-type'] = 'application/octet-stream'
  })
  app.addHook('onError', async (_, __, error) => {
    deps.metrics.refused.inc({ code: error instanceof HttpError ? error.code : 'request.invalid' })
  })
}
