import type { Reason } from '@maidian/schemas'
import { RULES } from './rules.ts'

/** Characters of a text, properties of an event, and levels of objects and lists within it. */
const MOST_CHARACTERS = 8192
const MOST_PROPS = 256
const MOST_DEPTH = 8

type Json = Record<string, unknown>
type Cut = 'event.text_cut' | 'event.props_cut' | 'event.depth_cut'

const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null

/** What lies within a value is cut in place; `found` is told of each kind of cut. */
const bounded = (value: unknown, depth: number, found: (cut: Cut) => void): unknown => {
  if (typeof value === 'string') {
    if (value.length <= MOST_CHARACTERS) return value
    found('event.text_cut')
    // Half a character is none.
    return value.slice(0, MOST_CHARACTERS).toWellFormed()
  }
  if (!isObject(value)) return value
  if (depth >= MOST_DEPTH) {
    found('event.depth_cut')
    return null
  }
  for (const name in value) {
    const one = value[name]
    // Numbers and the like are most of what there is.
    if (typeof one === 'string' || isObject(one)) value[name] = bounded(one, depth + 1, found)
  }
  return value
}

/**
 * Cuts what is too long, too many or too deep out of the properties of events, in place: an event is not refused for it,
 * and is flagged. Reasons by the event's index; null where there was nothing to cut, as nearly always.
 */
export const cutToBounds = (events: readonly unknown[]): Map<number, Reason[]> | null => {
  let cuts: Map<number, Reason[]> | null = null
  events.forEach((event, index) => {
    const props = isObject(event) ? event.props : undefined
    if (!isObject(props) || Array.isArray(props)) return
    const found = (rule: Cut): void => {
      cuts ??= new Map()
      const reasons = cuts.get(index) ?? []
      cuts.set(index, reasons)
      if (!reasons.some(reason => reason.rule === rule)) reasons.push({ rule, path: 'props', message: RULES[rule].say })
    }
    const names = Object.keys(props)
    if (names.length > MOST_PROPS) {
      found('event.props_cut')
      for (const name of names.slice(MOST_PROPS)) delete props[name]
    }
    bounded(props, 0, found)
  })
  return cuts
}
