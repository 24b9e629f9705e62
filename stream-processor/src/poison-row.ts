import { isUtf8 } from 'node:buffer'
import type { LogRecord } from '@maidian/engines'
import type { QuarantineRow } from '@maidian/schemas'
import { headerText } from './quarantine-row.ts'
import { timedId } from './steps/event-id.ts'

/** A record that cannot be taken apart, kept whole in the first project that can be named. */
export const poisonRow = (
  record: LogRecord,
  reason: string,
  at: { logId: string; partition: number },
): QuarantineRow => ({
  event_id: timedId(record.header?.received ?? 0, [at.logId, String(at.partition), String(record.offset)]),
  name: '',
  ts: record.header?.received ?? Date.UTC(2000, 0, 1),
  received: record.header?.received ?? Date.UTC(2000, 0, 1),
  source: record.header?.source ?? '',
  sdk: '',
  app_version: '',
  raw: isUtf8(record.value) ? record.value.toString('utf8') : `base64:${record.value.toString('base64')}`,
  header: record.header === null ? '' : headerText(record.header, 0),
  reasons: [reason],
  plan: '',
  debug: '',
  log_id: at.logId,
  log_partition: at.partition,
  log_offset: record.offset,
  log_index: 0,
})
