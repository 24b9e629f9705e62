import type { SourceKind } from '@maidian/schemas'
import { addValue, createValueProfile, MAX_ELEMENTS, type ValueProfile } from './value-profile.ts'

/** What was seen of one event. `properties`: how often each came along. */
export type EventProfile = { count: number; kinds: Set<SourceKind>; properties: Map<string, number> }

export type Traffic = {
  events: Map<string, EventProfile>
  /** One profile per name, whichever event it comes with: a name has one type. */
  properties: Map<string, ValueProfile>
  first: number
  last: number
  /** Events and properties that were beyond what is kept. */
  left: number
}

export type Seen = { event: string; props?: unknown; time?: unknown; kind: SourceKind }

const MAX_EVENTS = 2000
const MAX_PROPERTIES = 5000
const MAX_PROPERTIES_OF_EVENT = 200

/** The fields of a list of objects: their names are names of the dictionary, too. */
const fieldsIn = (value: unknown): [string, unknown][] =>
  (Array.isArray(value) ? value.slice(0, MAX_ELEMENTS) : []).flatMap(one =>
    typeof one === 'object' && one !== null && !Array.isArray(one) ? Object.entries(one) : [],
  )

/** Gathers what traffic looks like, in bounded memory. */
export const createProfile = (): { traffic: Traffic; add: (seen: Seen) => void } => {
  const traffic: Traffic = {
    events: new Map(),
    properties: new Map(),
    first: Number.POSITIVE_INFINITY,
    last: Number.NEGATIVE_INFINITY,
    left: 0,
  }
  const room = <T>(map: Map<string, T>, name: string, most: number, make: () => T): T | null => {
    const known = map.get(name)
    if (known !== undefined) return known
    if (map.size >= most) {
      traffic.left += 1
      return null
    }
    const made = make()
    map.set(name, made)
    return made
  }
  return {
    traffic,
    add: ({ event, props, time, kind }) => {
      const known = room(traffic.events, event, MAX_EVENTS, () => ({
        count: 0,
        kinds: new Set(),
        properties: new Map(),
      }))
      if (known === null) return
      known.count += 1
      known.kinds.add(kind)
      if (typeof time === 'number') {
        traffic.first = Math.min(traffic.first, time)
        traffic.last = Math.max(traffic.last, time)
      }
      if (typeof props !== 'object' || props === null || Array.isArray(props)) return
      for (const [name, value] of Object.entries(props)) {
        const own = known.properties.get(name)
        if (own === undefined && known.properties.size >= MAX_PROPERTIES_OF_EVENT) traffic.left += 1
        else if (value !== null && value !== undefined) known.properties.set(name, (own ?? 0) + 1)
        const profile = room(traffic.properties, name, MAX_PROPERTIES, createValueProfile)
        if (profile) addValue(profile, value)
        for (const [field, inner] of fieldsIn(value)) {
          const own = room(traffic.properties, field, MAX_PROPERTIES, createValueProfile)
          if (own) addValue(own, inner)
        }
      }
    },
  }
}
