import { type ErrorEntry, httpErrors } from '@maidian/service'

/** Every refusal of the collector. What an SDK does with each status: docs/wire.md. */
export const COLLECTOR_ERRORS = {
  'batch.not_gzip': { status: 400, say: 'the body is announced as gzip and is none' },
  'batch.encoding_unknown': { status: 400, say: 'send the body plain or as gzip' },
  'batch.not_utf8': { status: 400, say: 'the body is not UTF-8' },
  'batch.not_json': { status: 400, say: 'the body is not JSON' },
  'batch.invalid': { status: 400, say: 'the batch cannot be taken apart' },
  'batch.too_large': { status: 413, say: 'the batch is too large after decompression; split it' },
  'batch.too_many_events': { status: 413, say: 'the batch has too many events; split it' },
  'batch.no_data': { status: 400, say: 'send the events as data or data_list' },
  'batch.crc': { status: 400, say: 'the crc does not fit the data, which has changed on its way' },
  'batch.encrypted': {
    status: 400,
    say: 'the data is encrypted, and only its sender can read it; turn encryption off',
  },
  'replay.invalid': { status: 400, say: 'this is no replay' },
  'replay.project': { status: 404, say: 'there is no project of this name' },
  'key.missing': { status: 401, say: 'send the write key; docs/wire.md and docs/doors.md say where' },
  'key.unknown': { status: 401, say: 'no source has this write key, or it is disabled' },
  'origin.not_allowed': { status: 403, say: 'this source takes no events from pages of this origin' },
  'rate.exceeded': { status: 429, say: 'this source sends faster than it may; send the same ids again later' },
  'quota.exceeded': { status: 429, say: 'this source has sent what it may today' },
  'log.not_available': { status: 503, say: 'not acknowledged, may have been kept; send the same ids again' },
} as const satisfies Record<string, ErrorEntry>

export const collectorError = httpErrors(COLLECTOR_ERRORS)
