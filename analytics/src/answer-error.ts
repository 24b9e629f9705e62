import type { ErrorAnswer } from '@maidian/schemas'
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import { ANALYTICS_ERRORS, AnalyticsError, type AnalyticsErrorCode } from './errors.ts'

/** The one place where a failure becomes an answer. What is ours to fix is logged, and its text stays here. */
export const answerError = (error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply => {
  if (error instanceof AnalyticsError) {
    const { status } = ANALYTICS_ERRORS[error.code]
    if (status >= 500 && error.code !== 'question.not_built')
      request.log.error({ err: error.cause ?? error }, 'query_failed')
    return reply.code(status).send(body(error.code, error.message, error.path))
  }
  const status = (error as Partial<FastifyError>).statusCode
  if (status !== undefined && status >= 400 && status < 500)
    return reply.code(status).send(body('request.refused', (error as FastifyError).message))
  request.log.error({ err: error }, 'query_failed')
  return reply.code(ANALYTICS_ERRORS.internal.status).send(body('internal', ANALYTICS_ERRORS.internal.say))
}

const body = (code: AnalyticsErrorCode, message: string, path?: string): ErrorAnswer => ({
  error: { code, message, ...(path !== undefined && { path }) },
})
