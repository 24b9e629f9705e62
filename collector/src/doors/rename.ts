import type { Mapping, PropRename } from '@maidian/service'
import { isObject, type Json } from './values.ts'

type Named = { event?: unknown; props?: unknown }

/** Gives an event of another tracker, and its properties, the names of the plan. */
export type Rename = <Event extends Named>(event: Event) => Event

type Names = ReadonlyMap<string, PropRename>

const namesOf = (...records: (Record<string, PropRename> | undefined)[]): Names =>
  new Map(records.flatMap(record => Object.entries(record ?? {})))

const inside = (value: unknown, names: Names): unknown => {
  if (Array.isArray(value)) return value.map(one => (isObject(one) ? renamed(one, names) : one))
  return isObject(value) ? renamed(value, names) : value
}

/** A name that is taken already keeps its own value, and the other one stays as it was sent: nothing is overwritten. */
const renamed = (props: Json, names: Names): Json => {
  const taken = new Set(Object.keys(props))
  return Object.fromEntries(
    Object.entries(props).map(([name, value]) => {
      const rule = names.get(name)
      if (rule === undefined) return [name, value]
      const left = rule.props === undefined ? value : inside(value, namesOf(plain(rule.props)))
      if (rule.name === undefined || taken.has(rule.name)) return [name, left]
      taken.add(rule.name)
      return [rule.name, left]
    }),
  )
}

const plain = (names: Record<string, string>): Record<string, PropRename> =>
  Object.fromEntries(Object.entries(names).map(([from, name]) => [from, { name }]))

/** `$latest_*` and plain names → whether a property is not to be kept. */
const dropTest = (patterns: readonly string[]): ((name: string) => boolean) => {
  const exact = new Set(patterns.filter(pattern => !pattern.endsWith('*')))
  const starts = patterns.filter(pattern => pattern.endsWith('*')).map(pattern => pattern.slice(0, -1))
  return name => exact.has(name) || starts.some(start => name.startsWith(start))
}

/** Makes of a mapping what renames events. */
export const createRename = (mapping: Mapping): Rename => {
  const drops = dropTest(mapping.drop)
  const everywhere = namesOf(mapping.props)
  const profile = namesOf({ properties: { props: mapping.profile } })
  const events = new Map(
    Object.entries(mapping.events).map(([event, { name, props }]) => [
      event,
      { name: name ?? event, names: namesOf(mapping.props, props) },
    ]),
  )
  const kept = (props: Json): Json => Object.fromEntries(Object.entries(props).filter(([name]) => !drops(name)))

  return event => {
    const sent = typeof event.event === 'string' ? event.event : ''
    const rule = events.get(sent)
    const names = sent.startsWith('$profile_') ? profile : (rule?.names ?? everywhere)
    return {
      ...event,
      ...(rule && { event: rule.name }),
      ...(isObject(event.props) && { props: renamed(kept(event.props), names) }),
    }
  }
}
