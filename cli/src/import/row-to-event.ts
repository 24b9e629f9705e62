import { createHash } from 'node:crypto'
import { instantOf } from '@maidian/analytics'
import type { Event } from '@maidian/schemas'
import type { ImportMap } from './map.ts'
import type { BadRow, Row } from './read-rows.ts'

const QUARTER_MS = 15 * 60_000

/** Local text → ms. Clocks are turned on quarter hours, so one look-up serves all of a quarter. */
const createLocalTime = (zone: string): ((text: string) => number) => {
  const offsets = new Map<number, number>()
  return text => {
    const reading = Date.parse(`${text.trim().replace(' ', 'T')}Z`)
    if (Number.isNaN(reading)) return Number.NaN
    const quarter = Math.floor(reading / QUARTER_MS) * QUARTER_MS
    const known = offsets.get(quarter) ?? instantOf(quarter, zone) - quarter
    offsets.set(quarter, known)
    return reading + known
  }
}

const createTime = ({ unit, zone }: ImportMap['time']): ((value: unknown) => number) => {
  if (unit !== 'text') {
    const scale = unit === 's' ? 1000 : 1
    return value => (String(value ?? '').trim() === '' ? Number.NaN : Math.round(Number(value) * scale))
  }
  const local = createLocalTime(zone)
  return value => {
    const text = String(value ?? '')
    return /(?:Z|[+-]\d{2}:?\d{2})$/.test(text) ? Date.parse(text) : local(text)
  }
}

type Conversion = Exclude<ImportMap['props'][string], string>['type']

const convert = (value: unknown, type: Conversion): unknown => {
  if (typeof value !== 'string' || type === 'string') return value
  if (type === 'number') return value.trim() === '' ? null : Number(value)
  if (type === 'bool') return /^(?:true|1|yes)$/i.test(value)
  return JSON.parse(value)
}

const propsOf = (values: Row['values'], props: ImportMap['props']): Record<string, unknown> => {
  const made: Record<string, unknown> = {}
  for (const [name, from] of Object.entries(props)) {
    const { column, type } = typeof from === 'string' ? { column: from, type: 'string' as const } : from
    const value = convert(values[column], type)
    if (value !== undefined && value !== null && value !== '') made[name] = value
  }
  return made
}

const text = (value: unknown): string | undefined => {
  const given = value === undefined || value === null ? '' : String(value)
  return given === '' ? undefined : given
}

/**
 * Turns rows into events. A row's id is the hash of its values and its number among identical rows, so importing a
 * file again, or a longer version of it, makes the same ids and changes nothing.
 */
export const createRowToEvent = (map: ImportMap): ((row: Row) => Event | BadRow) => {
  const seen = new Map<string, number>()
  const time = createTime(map.time)
  const nameOf = (values: Row['values']): string | BadRow['why'] => {
    if ('name' in map.event) return map.event.name
    const given = text(values[map.event.column])
    return (given !== undefined && (map.event.names ? map.event.names[given] : given)) || ''
  }
  return ({ line, values }) => {
    const hash = createHash('sha256')
      .update(JSON.stringify(Object.values(values)))
      .digest('base64url')
      .slice(0, 24)
    const ordinal = seen.get(hash) ?? 0
    seen.set(hash, ordinal + 1)

    const event = nameOf(values)
    if (event === '')
      return {
        line,
        why: `event: no name for ${JSON.stringify('column' in map.event ? values[map.event.column] : '')}`,
      }
    const at = time(values[map.time.column])
    if (!Number.isSafeInteger(at)) {
      return {
        line,
        why: `time: ${JSON.stringify(values[map.time.column])} is no ${map.time.unit === 'text' ? 'date and time' : `number of ${map.time.unit}`}`,
      }
    }
    const user = map.user && text(values[map.user])
    const device = map.device && text(values[map.device])
    if (!user && !device) return { line, why: 'neither user nor device' }
    const session = map.session && text(values[map.session])
    try {
      return {
        id: `${hash}-${ordinal}`,
        event,
        time: at,
        ...(user && { user }),
        ...(device && { device }),
        ...(session && { session }),
        props: propsOf(values, map.props),
      }
    } catch (error) {
      return { line, why: `props: ${(error as Error).message}` }
    }
  }
}
