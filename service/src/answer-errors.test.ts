import Fastify from 'fastify'
import { pino } from 'pino'
import { expect, test } from 'vitest'
import { answerErrors } from './answer-errors.ts'

test('what failed is logged with the trace that the request belonged to, where it says one', async () => {
  const lines: Record<string, unknown>[] = []
  const app = Fastify()
  answerErrors(app, pino({ base: null }, { write: line => lines.push(JSON.parse(line)) }))
  app.get('/', () => {
    throw new Error('it is broken')
  })
  const traceparent = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01'
  for (const headers of [{ traceparent }, { traceparent: 'nonsense' }, {}]) {
    expect((await app.inject({ url: '/', headers })).statusCode).toBe(500)
  }
  expect(lines).toMatchObject([
    { event: 'request.failed', trace_id: '4bf92f3577b34da6a3ce929d0e0e4736', span_id: '00f067aa0ba902b7' },
    { event: 'request.failed' },
    { event: 'request.failed' },
  ])
  for (const line of lines.slice(1)) expect(line).not.toHaveProperty('trace_id')
})
