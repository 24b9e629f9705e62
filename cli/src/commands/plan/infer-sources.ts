import type { EventStore } from '@maidian/engines'
import { SourceKind } from '@maidian/schemas'
import type { Seen } from '@maidian/tracking-plan'
import { CliError } from '../../errors.ts'
import { ImportMap, readImportMap } from '../../import/map.ts'
import { readRows } from '../../import/read-rows.ts'
import { createRowToEvent } from '../../import/row-to-event.ts'

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** `web/0.1.0` → web. */
const kindOf = (sdk: unknown): SourceKind => {
  const kind = SourceKind.safeParse(String(sdk ?? '').split('/')[0])
  return kind.success ? kind.data : 'server'
}

/** The events of a line: an event as on the wire, or a batch of them. */
const eventsIn = (line: Record<string, unknown>): Seen[] => {
  const kind = kindOf(line.sdk)
  const events = Array.isArray(line.events) ? line.events.filter(isObject) : [line]
  return events.flatMap(({ event, props, time }) => (typeof event === 'string' ? [{ event, props, time, kind }] : []))
}

const LINES = ImportMap.parse({
  format: 'jsonl',
  user: 'user',
  event: { column: 'event' },
  time: { column: 'time', unit: 'ms' },
})

/** What a file of events, or of rows with an import map, shows. */
export async function* seenInFile(file: string, map: string | undefined): AsyncGenerator<Seen> {
  const given = map === undefined ? LINES : readImportMap(map)
  const { rows } = await readRows(file, given)
  const toEvent = createRowToEvent(given)
  for await (const row of rows) {
    if ('why' in row) continue
    if (map === undefined) yield* eventsIn(row.values)
    else {
      const event = toEvent(row)
      if (!('why' in event)) yield { event: event.event, props: event.props, time: event.time, kind: 'server' }
    }
  }
}

const LOOKED_AT = 200_000

/** Text as it was sent: the store keeps strings as they are, and all else as JSON. */
const asSent = (name: string, text: string): unknown => {
  const json = /^(?:-?(?:0|[1-9]\d{0,14})(?:\.\d+)?|true|false|[[{].*[\]}])$/s.test(text)
  if (!json || /(?:^|_)ids?$/.test(name)) return text
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

type StoredRow = { name: string; platform: string; ms: string; props: Record<string, string> }

/** What the store holds outside of any plan: a sample of its events. */
export async function* seenInStore(store: EventStore, project: string): AsyncGenerator<Seen> {
  if (!/^[a-z][a-z0-9_]*$/.test(project)) throw new CliError('plan.project', project)
  const rows = await store.query<StoredRow>({
    sql: `SELECT name, platform, toString(toUnixTimestamp64Milli(ts)) AS ms, props FROM ${project}.events
ORDER BY cityHash64(event_id) LIMIT ${LOOKED_AT}`,
  })
  for (const { name, platform, ms, props } of rows) {
    const values = Object.fromEntries(Object.entries(props).map(([key, text]) => [key, asSent(key, text)]))
    yield { event: name, props: values, time: Number(ms), kind: kindOf(platform) }
  }
}
