import type { FastifyRequest } from 'fastify'
import { encodingOf, parseJson, plainBytes } from '../../body.ts'
import { collectorError } from '../../errors.ts'
import { limited } from '../limited.ts'
import { firstText, isObject, type Json, objectOf, textOf } from '../values.ts'

export type SegmentRequest = { envelope: Json; messages: unknown[] }

/** The body of a request: a batch, or a message alone. JSON whatever the content type says. */
export const readRequest = (
  request: FastifyRequest,
  { batch, maxBytes }: { batch: boolean; maxBytes: number },
): SegmentRequest => {
  const bytes = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0)
  const envelope = parseJson(plainBytes(bytes, encodingOf(request.headers['content-encoding'], undefined), maxBytes))
  if (!isObject(envelope)) throw collectorError('batch.invalid', { detail: 'body: an object is expected' })
  if (!batch) return { envelope, messages: [envelope] }
  const { batch: messages } = envelope
  if (!Array.isArray(messages) || messages.length === 0) {
    throw collectorError('batch.invalid', {
      detail: 'batch: a list of messages is expected',
      fields: { path: 'batch' },
    })
  }
  return { envelope, messages: limited(messages) }
}

/** The user of Basic auth; a colon after it may be missing. */
export const basicUser = (header: string | undefined): string => {
  const [, encoded = ''] = /^Basic\s+(\S+)$/i.exec(header ?? '') ?? []
  return Buffer.from(encoded, 'base64').toString('utf8').split(':')[0] as string
}

/** The write key that a request says beside its body; empty where it does not. */
export const requestKey = (request: FastifyRequest): string =>
  basicUser(request.headers.authorization) || textOf((request.query as { writeKey?: unknown }).writeKey)

/** The write key in a body: of the batch, or of its first message. */
export const bodyKey = ({ envelope, messages }: SegmentRequest): string =>
  firstText(envelope.writeKey, objectOf(messages[0]).writeKey)
