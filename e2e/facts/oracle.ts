import type { Batch, Said } from './world.ts'

/** What a person who read everything at once would say. Nothing here knows of tables, hops or dictionaries. */

type Event = Said & { device: string; user: string }

const byTime = (a: Said, b: Said): number => a.time - b.time || (a.id < b.id ? -1 : 1)

const eventsOf = (batches: readonly Batch[]): Event[] =>
  batches
    .flatMap(({ device = '', events }) => events.map(event => ({ ...event, device, user: event.user ?? '' })))
    .sort(byTime)

const NO_ID = 'undefined'

const idsOf = ({ event, props }: Event): string[] =>
  event === '$identify'
    ? Object.entries((props.ids ?? {}) as Record<string, string>).flatMap(([kind, id]) =>
        id === NO_ID ? [] : [`${kind}=${id}`],
      )
    : []

/** device → person: `u:` and a user, or `d:` and a device. */
const personsOf = (events: readonly Event[]): Map<string, string> => {
  const persons = new Map<string, string>()
  for (const { event, device, user } of events) {
    if (event === '$identify' && device !== '' && user !== '' && !persons.has(device)) persons.set(device, `u:${user}`)
  }
  // Devices without a user flow together where they share an id.
  const groups: { devices: Set<string>; ids: Set<string> }[] = []
  for (const one of events) {
    if (one.device === '' || persons.has(one.device) || idsOf(one).length === 0) continue
    const [device, ids] = [one.device, idsOf(one)]
    const touched = groups.filter(group => group.devices.has(device) || ids.some(id => group.ids.has(id)))
    for (const group of touched) groups.splice(groups.indexOf(group), 1)
    groups.push({
      devices: new Set([device, ...touched.flatMap(group => [...group.devices])]),
      ids: new Set([...ids, ...touched.flatMap(group => [...group.ids])]),
    })
  }
  for (const { devices, ids } of groups) {
    const saying = events.filter(one => idsOf(one).some(id => ids.has(id)))
    const owner = saying.find(one => one.user !== '' || persons.has(one.device))
    // Known by the device that was the first to say an id that they share: one that only it says makes nobody one.
    const sayers = (id: string) => new Set(saying.filter(one => idsOf(one).includes(id)).map(one => one.device))
    const [alone] = devices
    const first = saying.find(one => idsOf(one).some(id => sayers(id).size > 1))?.device ?? alone
    const person = owner ? (owner.user !== '' ? `u:${owner.user}` : persons.get(owner.device)) : `d:${first}`
    for (const device of devices) persons.set(device, `${person}`)
  }
  return persons
}

const MICRO = 1_000_000n

const micros = (value: string | null): bigint => {
  const [, sign, whole = '0', rest = ''] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(value ?? '') ?? []
  const size = BigInt(whole) * MICRO + BigInt(rest.slice(0, 6).padEnd(6, '0'))
  return sign === '-' ? -size : size
}

const fromMicros = (value: bigint): string => {
  const size = value < 0n ? -value : value
  const rest = String(size % MICRO)
    .padStart(6, '0')
    .replace(/0+$/, '')
  return `${value < 0n ? '-' : ''}${size / MICRO}${rest === '' ? '' : `.${rest}`}`
}

const text = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value))

const listOf = (value: string | null): unknown[] => {
  if (value === null) return []
  try {
    const parsed: unknown = JSON.parse(value)
    return Array.isArray(parsed) ? parsed : [value]
  } catch {
    return [value]
  }
}

const afterOperation = (before: string | null, operation: string, value: unknown): string | null => {
  if (operation === '$profile_unset') return null
  if (value === null) return before
  if (operation === '$profile_set') return text(value)
  if (operation === '$profile_set_once') return before ?? text(value)
  if (operation === '$profile_add') {
    return typeof value === 'number' ? fromMicros(micros(before) + micros(String(value))) : before
  }
  const more = (Array.isArray(value) ? value : [value]).filter(one => one !== null)
  return more.length === 0 ? before : JSON.stringify([...listOf(before), ...more])
}

export type Told = {
  /** event → person */
  events: Record<string, string>
  profiles: Record<string, Record<string, string>>
  items: Record<string, Record<string, string>>
}

const recordOf = (of: Record<string, Record<string, string>>, name: string): Record<string, string> => {
  const record = of[name] ?? {}
  of[name] = record
  return record
}

export const tell = (batches: readonly Batch[]): Told => {
  const events = eventsOf(batches)
  const persons = personsOf(events)
  const personOf = ({ user, device }: Event): string =>
    user !== '' ? `u:${user}` : (persons.get(device) ?? `d:${device}`)
  const told: Told = { events: {}, profiles: {}, items: {} }
  for (const event of events) {
    told.events[event.id] = personOf(event)
    if (event.event.startsWith('$profile_')) {
      const profile = recordOf(told.profiles, personOf(event))
      for (const [name, value] of Object.entries(event.props.properties as Record<string, unknown>)) {
        const now = afterOperation(profile[name] ?? null, event.event, value)
        if (now === null) delete profile[name]
        else profile[name] = now
      }
    }
    if (event.event === '$item_set') {
      const { item_id, attributes } = event.props as { item_id: string; attributes: Record<string, unknown> }
      for (const [name, value] of Object.entries(attributes)) {
        if (value !== null) recordOf(told.items, item_id)[name] = text(value)
      }
    }
  }
  for (const [person, profile] of Object.entries(told.profiles)) {
    if (Object.keys(profile).length === 0) delete told.profiles[person]
  }
  return told
}
