import { EngineError, type EventLogWriter } from '@maidian/engines'
import { pathText, type ReplayAnswer, ReplayRequest } from '@maidian/schemas'
import { answerErrors, type Config } from '@maidian/service'
import type { PiiSecret, Plans } from '@maidian/tracking-plan'
import type { FastifyPluginAsync } from 'fastify'
import type { Logger } from 'pino'
import { collectorError } from '../errors.ts'
import { replayGate } from './replay-gate.ts'
import { replayRow } from './replay-row.ts'

export type ReplayDeps = {
  log: EventLogWriter
  config: Config
  plans: Plans
  piiSecret: PiiSecret | null
  logger: Logger
  /** ms since 1970. */
  now?: () => number
}

/** Of a request: five hundred events, each of which was part of a batch. */
const MAX_BODY_BYTES = 32 * 1024 * 1024

const readRequest = (body: unknown): ReplayRequest => {
  const read = ReplayRequest.safeParse(body)
  if (read.success) return read.data
  const [issue] = read.error.issues
  throw collectorError('replay.invalid', { detail: `${pathText(issue?.path ?? [])}: ${issue?.message ?? ''}` })
}

/**
 * `POST /api/v1/replay`: events out of quarantine, judged by today's plan and put into the log once more under their old
 * ids. It guards nothing: the app that registers it decides who may call it.
 */
export const createReplay = (deps: ReplayDeps): FastifyPluginAsync => {
  const { log, config, plans, piiSecret: secret, logger, now = Date.now } = deps
  return async app => {
    answerErrors(app, logger)
    app.post('/api/v1/replay', { bodyLimit: MAX_BODY_BYTES }, async (request): Promise<ReplayAnswer> => {
      const { project: name, run, dry, events } = readRequest(request.body)
      const project = config.projects.find(one => one.name === name)
      if (project === undefined) throw collectorError('replay.project', { detail: name })
      const gate = replayGate(project, { plans, secret, now })
      const sources = new Map(project.sources.map(source => [source.name ?? source.key, source]))
      const of = { project, sourceOf: (label: string) => sources.get(label), gate, run, partitions: log.partitions }
      const judged = events.map(row => replayRow(row, of))
      if (!dry) {
        try {
          await Promise.all(judged.flatMap(({ entry }) => (entry === null ? [] : [log.append(entry)])))
        } catch (cause) {
          if (!(cause instanceof EngineError)) throw cause
          throw collectorError('log.not_available', { cause, fields: { reason: cause.code } })
        }
      }
      return { events: judged.map(({ told }) => told) }
    })
  }
}
