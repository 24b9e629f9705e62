import type { FastifyError, FastifyInstance } from 'fastify'
import type { Logger } from 'pino'
import { serviceError } from './errors.ts'
import { HttpError } from './http-error.ts'
import { readTraceparent } from './trace-context.ts'

/** Fastify's own refusals (malformed JSON, body limit) as ours. */
const fromFastify = (error: FastifyError): HttpError => {
  if (error.statusCode === 413) return serviceError('request.too_large', { cause: error })
  if (error.statusCode !== undefined && error.statusCode < 500)
    return serviceError('request.invalid', { detail: error.message, cause: error })
  return serviceError('server.failed', { cause: error })
}

/** One handler answers every error of a scope, in the one shape `{"error":{"code","message",…}}`. */
export const answerErrors = (app: FastifyInstance, log: Logger): void => {
  app.setErrorHandler((error: FastifyError, request, reply) => {
    const known = error instanceof HttpError ? error : fromFastify(error)
    if (known.status >= 500) {
      log.error({
        event: 'request.failed',
        route: request.routeOptions.url,
        code: known.code,
        err: known.cause ?? known,
        ...readTraceparent(request.headers.traceparent),
      })
    }
    return reply
      .code(known.status)
      .headers(known.headers)
      .send({ error: { code: known.code, message: known.message, ...known.fields } })
  })
}

/** What a path that nobody serves is answered. For the root of an app. */
export const answerUnknownRoutes = (app: FastifyInstance): void => {
  app.setNotFoundHandler((request, reply) => {
    const error = serviceError('route.unknown', { detail: `${request.method} ${request.url.split('?')[0]}` })
    return reply.code(error.status).send({ error: { code: error.code, message: error.message } })
  })
}
