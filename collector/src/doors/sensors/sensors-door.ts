import { MAX_BATCH_BYTES } from '@maidian/schemas'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { authorise } from '../../authorise.ts'
import { encodingOf, plainBytes } from '../../body.ts'
import { clientOf } from '../../client-of.ts'
import { openDoor } from '../../plugins/open-door.ts'
import type { RouteDeps } from '../../route-deps.ts'
import { takeMapped } from '../take-mapped.ts'
import { firstText, objectOf, textOf } from '../values.ts'
import { decode } from './decode.ts'
import { flushTime, mapMessage } from './map-message.ts'
import { PIXEL } from './pixel.ts'

/** The web library keeps up to 200 messages until it sees a 2xx: a refusal for their size would hold them up for ever. */
const MAX_BYTES = 8 * MAX_BATCH_BYTES

const queryOf = (url: string): string => url.split('?').slice(1).join('?')

/** The write key in a message, where its address has none. */
const messageKey = (message: unknown): string => {
  const { token, properties } = objectOf(message)
  return firstText(token, objectOf(properties).$token)
}

const take = async (request: FastifyRequest, reply: FastifyReply, deps: RouteDeps): Promise<FastifyReply> => {
  const { token, verbose } = request.query as { token?: unknown; verbose?: unknown }
  const key = textOf(token)
  const early = key === '' ? null : authorise(request, key, deps)
  const sent = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0)
  const body = plainBytes(sent, encodingOf(request.headers['content-encoding'], undefined), MAX_BYTES)
  const messages = decode({ query: queryOf(request.url), body }, { maxBytes: MAX_BYTES })
  const known = early ?? authorise(request, messageKey(messages[0]), deps)
  const received = deps.now()
  const { verdicts, local } = await takeMapped(
    messages.map((message, index) => mapMessage(message, { index, received })),
    {
      known,
      door: 'sensors',
      received,
      ...clientOf(request),
      all: verbose === '1',
      clientSent: flushTime(messages),
    },
    deps,
  )
  if (local) reply.header('x-maidian-durability', 'local')
  if (request.method === 'GET') return reply.header('cache-control', 'no-store').type('image/gif').send(PIXEL)
  return verdicts.length === 0 ? reply.code(204).send() : reply.code(200).send({ events: verdicts })
}

/** 神策's protocol, for its libraries as they are published: images, forms and texts. */
export const sensorsDoor = async (app: FastifyInstance, deps: RouteDeps): Promise<void> => {
  openDoor(app, { metrics: deps.metrics, maxBytes: MAX_BYTES })
  for (const path of ['/sa', '/sa.gif']) {
    app.get(path, (request, reply) => take(request, reply, deps))
    app.post(path, { bodyLimit: MAX_BYTES }, (request, reply) => take(request, reply, deps))
  }
}
