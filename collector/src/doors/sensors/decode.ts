import { gunzip, parseJson } from '../../body.ts'
import { collectorError } from '../../errors.ts'
import { limited } from '../limited.ts'
import { isObject } from '../values.ts'
import { crcOf } from './crc.ts'

const ENCRYPTED = '9'

/** `crc=-123`, as the web library writes it into `ext`. */
const checkCrc = (data: string, ext: string | null): void => {
  const [, crc] = /(?:^|&)crc=(-?\d+)/.exec(ext ?? '') ?? []
  if (crc !== undefined && Number(crc) !== crcOf(data)) throw collectorError('batch.crc')
}

/** RSA: a key of its own beside the data, which our side has no counterpart of. */
const isSealed = (json: unknown): boolean => isObject(json) && 'ekey' in json && 'payloads' in json

const asMessages = (json: unknown): unknown[] => {
  if (isSealed(json)) throw collectorError('batch.encrypted')
  return limited(Array.isArray(json) ? json : [json])
}

/** A form or a query: `data` holds one message, `data_list` several, as base64 of JSON, which may be gzipped. */
const fromFields = (fields: URLSearchParams, maxBytes: number): unknown[] => {
  const sent = fields.get('data_list') ?? fields.get('data')
  if (sent === null || sent === '') throw collectorError('batch.no_data')
  const packing = fields.get('gzip')
  if (packing === ENCRYPTED) throw collectorError('batch.encrypted')
  // Clients that leave + as it is mean +, and forms make a space of it.
  const data = sent.replaceAll(' ', '+')
  checkCrc(data, fields.get('ext'))
  if (data.startsWith('{') || data.startsWith('[')) return asMessages(parseJson(Buffer.from(sent)))
  const bytes = Buffer.from(data, 'base64')
  return asMessages(parseJson(packing === '1' ? gunzip(bytes, maxBytes) : bytes))
}

/**
 * The messages of a request, of which the query or the body has them: a form whatever the content type says, or JSON
 * as it is.
 */
export const decode = (
  { query, body }: { query: string; body: Buffer },
  { maxBytes }: { maxBytes: number },
): unknown[] => {
  if (body.length === 0) return fromFields(new URLSearchParams(query), maxBytes)
  const [first] = body
  if (first === 0x7b || first === 0x5b) return asMessages(parseJson(body))
  const fields = new URLSearchParams(body.toString('utf8'))
  return fromFields(fields.has('data') || fields.has('data_list') ? fields : new URLSearchParams(query), maxBytes)
}
