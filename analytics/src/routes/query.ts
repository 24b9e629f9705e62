import { FunnelQuestion, PathsQuestion, RetentionQuestion, TrendQuestion, UsersQuestion } from '@maidian/schemas'
import type { FastifyInstance } from 'fastify'
import type * as z from 'zod'
import type { RouteDeps } from '../app.ts'
import { parseQuestion } from '../parse-question.ts'
import type { AskContext } from '../questions/asked.ts'
import { answerFunnel } from '../questions/funnel.ts'
import { answerPaths } from '../questions/paths.ts'
import { answerRetention } from '../questions/retention.ts'
import { answerTrend } from '../questions/trend.ts'
import { answerUsers } from '../questions/users.ts'
import { createRun, type Run } from '../run.ts'
import { goneSignal } from './gone-signal.ts'

type Answer<Question> = (question: Question, run: Run, context: AskContext) => Promise<object>

/** `POST /api/v1/query/…`: one route per question. */
export const queryRoutes = (app: FastifyInstance, deps: RouteDeps): void => {
  const { store, projects, now, caps } = deps
  const ask = <Question>(name: string, schema: z.ZodType<Question>, answer: Answer<Question>): void => {
    app.post(`/api/v1/query/${name}`, async (request, reply) => {
      const started = performance.now()
      const question = parseQuestion(schema, request.body)
      const gone = goneSignal(reply)
      const run = createRun({ store, caps, signal: gone })
      const answered = await answer(question, run, { projects: projects(), now: now() })
      return { ...answered, elapsed_ms: Math.round(performance.now() - started) }
    })
  }
  ask('funnel', FunnelQuestion, answerFunnel)
  ask('paths', PathsQuestion, answerPaths)
  ask('retention', RetentionQuestion, answerRetention)
  ask('users', UsersQuestion, answerUsers)
  ask('trend', TrendQuestion, answerTrend)
}
