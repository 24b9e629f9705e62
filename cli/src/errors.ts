/** What ends a command with one line on stderr and exit code 1. */
const CLI_ERRORS = {
  'start.port_taken': 'the port is taken; pass another with --port or --admin-port, or 0 for any',
  'start.admin_host': 'only what has a port of its own can listen elsewhere; add --admin-port',
  'start.address': 'this address cannot be listened on',
  'store.not_named':
    'say which ClickHouse: --clickhouse URL with its user and password, CLICKHOUSE_URL and CLICKHOUSE_USER, or --data DIR of a running Maidian',
  'identity.whom': 'say of which links: --device, --user or --id KIND=VALUE',
  'identity.id': 'an id is written KIND=VALUE, such as unionid=o6_bm',
  'identity.none': 'there is no such link; maidian identity list shows those that there are',
  'forget.whom': 'say whom: --user NAME or --device NAME, one of them',
  'forget.has_user': 'this device belongs to a user; to forget that person with all devices, say --user',
  'replay.refused': 'the collector refuses this replay',
  'replay.unreachable': 'no collector answers; what was replayed stays so, and doing it again changes nothing',
  'replay.place':
    'say from where: an offset, PARTITION:OFFSET,… or a time with its zone such as 2026-11-11T08:00:00+08:00',
  'replay.partitions': 'this log has several partitions; write PARTITION:OFFSET,… or a time',
  'log.not_named': 'there is no log in this folder; name the data folder with --data, or Kafka with KAFKA_BROKERS',
  'backup.exists': 'there is a backup already, and nothing is written over; name another place',
  'backup.place':
    "a ClickHouse server of one's own does not write to folders of this machine; name a place it knows, such as Disk('backups', 'monday')",
  'backup.manifest': 'say with --manifest FILE where the place in the log is kept; it belongs to the backup',
  'restore.manifest': 'this is no backup that was finished',
  'doctor.project': 'the configuration has no such project; name one with --project, or another file with --config',
  'plan.exists': 'this file is there already, and nothing is written over; name another folder with --out',
  'plan.no_traffic': 'no events were found; name files, or --from-store PROJECT',
  'plan.sheet': 'the spreadsheet has cells that cannot be read',
  'plan.project': 'this is no name of a project',
  'import.file': 'the file cannot be read',
  'import.map': 'the map cannot be used',
  'import.refused': 'the collector refuses these events',
  'import.unreachable': 'the collector does not answer; what was sent stays sent, start again to go on',
} as const

export type CliErrorCode = keyof typeof CLI_ERRORS

export class CliError extends Error {
  readonly code: CliErrorCode
  constructor(code: CliErrorCode, detail?: string, options?: { cause?: unknown }) {
    super(detail ? `${CLI_ERRORS[code]}: ${detail}` : CLI_ERRORS[code], options)
    this.name = 'CliError'
    this.code = code
  }
}
