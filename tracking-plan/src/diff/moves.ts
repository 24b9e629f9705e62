import type { PlanEvent } from '../model.ts'
import type { Pair } from './match.ts'
import type { PlaceName, PlacesOfProperties } from './usage.ts'

/** A property that is no longer where it was in an event, but somewhere else. */
export type Move = { event: string; property: string; from: PlaceName[]; to: PlaceName[] }

/** Finds what moved within each event: between its own properties, its variants, the lists it carries and `every_event`. */
export const movesIn = (of: {
  events: readonly Pair<PlanEvent>[]
  before: (event: string) => PlacesOfProperties
  after: (event: string) => PlacesOfProperties
  nameNow: (property: string) => string
}): Move[] =>
  of.events.flatMap(({ before, after }) => {
    const now = of.after(after.name)
    return [...of.before(before.name)].flatMap(([name, places]) => {
      const property = of.nameNow(name)
      const old = [...places].map(place => renamedPlace(place, of.nameNow))
      const left = [...(now.get(property) ?? [])]
      const from = old.filter(place => !left.includes(place))
      const to = left.filter(place => !old.includes(place))
      return from.length > 0 && to.length > 0 ? [{ event: after.name, property, from, to }] : []
    })
  })

const renamedPlace = (place: PlaceName, nameNow: (property: string) => string): PlaceName =>
  place.endsWith('[]') ? `${nameNow(place.slice(0, -2))}[]` : place
