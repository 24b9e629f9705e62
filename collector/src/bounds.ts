import type { Reason } from '@maidian/schemas'
import { RULES } from './rules.ts'

/** Characters of a text, properties of an event, and levels of objects and lists within it. */
const MOST_CHARACTERS = 8192
const MOST_PROPS = 256
const MOST_DEPTH = 8

type Json = Record<string, unknown>
type Cut = 'event.text_cut' | 'event.props_cut' | 'event.depth_cut'

const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null

/**
 * What lies within a container is cut in place; `found` is told of each kind of cut. Nothing that fits is written again:
 * a write to what JSON.parse has just made costs as much as making it.
 */
const cutWithin = (container: Json, depth: number, found: (cut: Cut) => void): void => {
  for (const name in container) {
    const value = container[name]
    if (typeof value === 'string') {
      if (value.length <= MOST_CHARACTERS) continue
      found('event.text_cut')
      // Half a character is none.
      container[name] = value.slice(0, MOST_CHARACTERS).toWellFormed()
    } else if (isObject(value)) {
      if (depth < MOST_DEPTH) cutWithin(value, depth + 1, found)
      else {
        found('event.depth_cut')
        container[name] = null
      }
    }
  }
}

/** Levels of a batch above the properties of its events: the batch, the list, the event. */
const ABOVE = 3

const QUOTE = 0x22
const BACKSLASH = 0x5c
const COMMA = 0x2c

/**
 * Whether anything in a batch's JSON may be beyond the bounds: true too often rather than too seldom. One pass over the
 * bytes costs a third of asking each parsed object for its names.
 */
export const mayExceed = (json: Buffer): boolean => {
  const members = new Uint32Array(ABOVE + MOST_DEPTH + 1)
  let depth = 0
  for (let at = 0; at < json.length; at++) {
    const byte = json[at] as number
    if (byte === QUOTE) {
      const begin = at++
      while (at < json.length && json[at] !== QUOTE) at += json[at] === BACKSLASH ? 2 : 1
      if (at - begin > MOST_CHARACTERS) return true
    } else if (byte === COMMA) {
      // Of a list above the properties there may be a thousand: events.
      if (++(members as { [depth: number]: number })[depth]! >= MOST_PROPS && depth > ABOVE) return true
      // { and [, } and ]: their codes differ in one bit.
    } else if ((byte | 0x20) === 0x7b) {
      if (++depth > ABOVE + MOST_DEPTH) return true
      members[depth] = 0
    } else if ((byte | 0x20) === 0x7d) depth--
  }
  return false
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
    cutWithin(props, 1, found)
  })
  return cuts
}
