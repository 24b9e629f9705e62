import { EngineError, type EventLog } from '@maidian/engines'
import { type EventVerdict, MAX_BATCH_BYTES } from '@maidian/schemas'
import { HttpError, isOwnOrigin, type Project } from '@maidian/service'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { encodingOf, readBody } from '../body.ts'
import { collectorError } from '../errors.ts'
import { applyIpPolicy } from '../ip-policy.ts'
import { type ByPlan, judge } from '../judge.ts'
import { logEntries } from '../log-entries.ts'
import type { CollectorMetrics } from '../metrics.ts'
import type { PlanGate } from '../plan-gate.ts'
import { answerPreflight, corsHeaders } from '../plugins/cors.ts'
import type { KnownSource } from '../sources.ts'

export type EventsRouteDeps = {
  log: EventLog
  sources: ReadonlyMap<string, KnownSource>
  /** Names this server is known by: its own pages may always send. */
  hosts: readonly string[]
  metrics: CollectorMetrics
  now: () => number
  /** What the plan of a project does here, as of now. */
  gateOf: (project: Project) => PlanGate | null
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

/** What judges the events of a source by its project's plan. */
const planOf = (gate: PlanGate | null, { kind, on_violation, unversioned }: KnownSource['source']): ByPlan =>
  gate && { enforce: gate.enforce, sender: { kind, onViolation: on_violation, unversioned } }

const countVerdicts = (
  { events, broken }: CollectorMetrics,
  labels: { project: string; source: string },
  { total, verdicts }: { total: number; verdicts: readonly EventVerdict[] },
): void => {
  const others = verdicts.filter(({ verdict }) => verdict !== 'accepted')
  for (const { verdict, reasons } of others) {
    events.inc({ ...labels, verdict })
    for (const rule of new Set(reasons.map(one => one.rule))) broken.inc({ project: labels.project, verdict, rule })
  }
  if (total > others.length) events.inc({ ...labels, verdict: 'accepted' }, total - others.length)
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
  const gate = deps.gateOf(known.project)
  const all = query.verbose === '1' || body.batch.debug !== undefined
  // Judged before private data is taken out: what is left of a value is another value.
  const verdicts = judge(body.batch, { plan: planOf(gate, known.source), all })
  const rewritten = gate?.scrub.batch(body.batch, body.plain) ?? false
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
    plan: gate?.stamp ?? '',
  }
  const entries = logEntries(body, verdicts, { facts, partitions: log.partitions, rewritten })
  const stop = metrics.append.startTimer()
  // Every part must be durable before anything is acknowledged; a part that is kept twice is one by its ids.
  await Promise.all(entries.map(entry => log.append(entry)))
  stop()
  const { project, source } = facts
  countVerdicts(metrics, { project, source }, { total: body.batch.events.length, verdicts })
  return verdicts.length === 0 ? reply.code(204).send() : reply.code(200).send({ events: verdicts })
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
