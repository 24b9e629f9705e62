import { MAX_BATCH_BYTES } from '@maidian/schemas'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { authorise } from '../../authorise.ts'
import { clientOf } from '../../client-of.ts'
import { openDoor } from '../../plugins/open-door.ts'
import type { RouteDeps } from '../../route-deps.ts'
import { takeMapped } from '../take-mapped.ts'
import { isObject } from '../values.ts'
import { mapMessage } from './map-message.ts'
import { sentTime } from './message-time.ts'
import { bodyKey, readRequest, requestKey } from './read-request.ts'
import { sourceSettings } from './source-settings.ts'

/** RudderStack's libraries send up to 4 MB; what does not fit into one record of the log becomes several. */
const MAX_BYTES = 8 * MAX_BATCH_BYTES

/** Address → the type of its message; null: a batch, whose messages say it themselves. analytics.js writes one letter. */
const ADDRESSES: Record<string, string | null> = {
  '/v1/track': 'track',
  '/v1/t': 'track',
  '/v1/identify': 'identify',
  '/v1/i': 'identify',
  '/v1/page': 'page',
  '/v1/p': 'page',
  '/v1/screen': 'screen',
  '/v1/s': 'screen',
  '/v1/group': 'group',
  '/v1/g': 'group',
  '/v1/alias': 'alias',
  '/v1/a': 'alias',
  '/v1/batch': null,
  '/v1/b': null,
  '/beacon/v1/batch': null,
}

const take = async (
  request: FastifyRequest,
  reply: FastifyReply,
  { type, deps }: { type: string | null; deps: RouteDeps },
): Promise<FastifyReply> => {
  const key = requestKey(request)
  const early = key === '' ? null : authorise(request, key, deps)
  const read = readRequest(request, { batch: type === null, maxBytes: MAX_BYTES })
  const known = early ?? authorise(request, bodyKey(read), deps)
  const received = deps.now()
  const { envelope, messages } = read
  const { verdicts, local } = await takeMapped(
    messages.flatMap((message, index) => mapMessage(message, { index, received, type: type ?? undefined })),
    {
      known,
      door: 'segment',
      received,
      ...clientOf(request),
      all: (request.query as { verbose?: string }).verbose === '1',
      clientSent: sentTime(envelope.sentAt, ...messages.map(one => (isObject(one) ? one.sentAt : undefined))),
    },
    deps,
  )
  if (local) reply.header('x-maidian-durability', 'local')
  // As the API answers that they were made for; not all libraries take another 2xx.
  return reply.code(200).send(verdicts.length === 0 ? { success: true } : { success: true, events: verdicts })
}

/** Segment's and RudderStack's HTTP API, for their libraries as they are published. */
export const segmentDoor = async (app: FastifyInstance, deps: RouteDeps): Promise<void> => {
  openDoor(app, { metrics: deps.metrics, maxBytes: MAX_BYTES })
  sourceSettings(app, deps)
  for (const [address, type] of Object.entries(ADDRESSES)) {
    for (const path of [address, `${address}/`]) {
      app.post(path, { bodyLimit: MAX_BYTES }, (request, reply) => take(request, reply, { type, deps }))
    }
  }
}
