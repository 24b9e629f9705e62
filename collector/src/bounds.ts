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

/** A quote within a text. */
const ESCAPED_QUOTE = '\\"'

/**
 * Whether any text in a batch's JSON may be too long: a text that is has no quote on either side of one of so many places.
 * Few places are looked at, where `mayExceed` looks at every byte.
 */
export const mayHoldLongText = (json: Buffer): boolean => {
  if (json.length <= MOST_CHARACTERS) return false
  if (json.includes(ESCAPED_QUOTE)) return mayExceed(json)
  for (let at = MOST_CHARACTERS; at < json.length; at += MOST_CHARACTERS) {
    const end = json.indexOf(QUOTE, at)
    if ((end < 0 ? json.length : end) - json.lastIndexOf(QUOTE, at - 1) > MOST_CHARACTERS) return true
  }
  return false
}

/**
 * Cuts what is too long, too many or too deep out of the properties of an event, in place: it is not refused for it, and
 * is flagged. Undefined where there was nothing to cut, as nearly always.
 */
export const cutEvent = (event: unknown): Reason[] | undefined => {
  const props = isObject(event) ? event.props : undefined
  if (!isObject(props) || Array.isArray(props)) return undefined
  const rules = new Set<Cut>()
  const names = Object.keys(props)
  if (names.length > MOST_PROPS) {
    rules.add('event.props_cut')
    for (const name of names.slice(MOST_PROPS)) delete props[name]
  }
  cutWithin(props, 1, rule => rules.add(rule))
  return rules.size > 0 ? [...rules].map(rule => ({ rule, path: 'props', message: RULES[rule].say })) : undefined
}

/** The bounds of one batch. */
export type Bounds = {
  /** False: an event of which the plan describes every property is within them. */
  longText: boolean
  /** What was cut out of an event; undefined: nothing. */
  cut(event: unknown): Reason[] | undefined
  /** Whether anything was cut, and the batch must be written anew. */
  wereMet(): boolean
}

/** `json`: the batch as it came. */
export const createBounds = (json: Buffer): Bounds => {
  let exceeds: boolean | undefined
  let met = false
  return {
    longText: mayHoldLongText(json),
    cut: event => {
      exceeds ??= mayExceed(json)
      const reasons = exceeds ? cutEvent(event) : undefined
      met ||= reasons !== undefined
      return reasons
    },
    wereMet: () => met,
  }
}
