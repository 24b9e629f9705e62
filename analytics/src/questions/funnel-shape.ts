import type { Range } from '../sql/events.ts'
import { type Fragment, join, sql } from '../sql/fragment.ts'

/** A funnel, whoever asks: the HTTP API with conditions as steps, the SQL view with an argument of event names. */
export type FunnelShape = Range & {
  /** Int64, ms. */
  window: Fragment
  /** Array(String): what each step is called. Its length is the number of steps. */
  labels: Fragment
  /** UInt64: the steps that an event matches; bit 0 is step 1. */
  mask: Fragment
  /** What else must hold for an event. */
  conditions: readonly Fragment[]
  /** Int64, ms: when a window counts as still open. */
  now: Fragment
  /** Int64, ms: no attempt starts later; `to` where it is not said. */
  lastEntry?: Fragment
  /** Array(String) of an event, and whether the event has any of it. */
  by?: { value: Fragment; present: Fragment }
  lastTouch?: boolean
  /** What makes it more than steps in their order; absent where nothing does. */
  special?: Special
}

/** Steps are counted from 1. */
export type Special = {
  steps: number
  order: 'ordered' | 'strict' | 'unordered'
  optional: readonly number[]
  /** Steps that only somebody's first event fills; which events it is the first of. */
  first: readonly { step: number; among: Fragment }[]
  /** The names of those events; null where they can have any. */
  firstNames: readonly string[] | null
  exclude: readonly { condition: Fragment; from: number; to: number }[]
  /** Array(String): the values that must be the same at every step, as keys. */
  keys?: Fragment
  /** Which groups a person stands in: that of its touch, those of its events, those of its events at a step. */
  groups: 'touch' | 'values' | number | null
  /** Array(Int64): the first ms of each period, where attempts are also told by the period that they start in. */
  periods?: Fragment
}

/** UInt64: one bit per step, from the conditions of the steps. */
export const maskOf = (steps: readonly Fragment[]): Fragment =>
  join(
    steps.map((condition, i) => sql`bitShiftLeft(toUInt64(${condition}), ${count(i)})`),
    ' + ',
  )

/** UInt64: one bit per step, where steps are an array of event names. */
export const maskOfNames = (names: Fragment): Fragment =>
  sql`arraySum(arrayMap((step, i) -> if(step = name, bitShiftLeft(toUInt64(1), i - 1), 0), ${names}, arrayEnumerate(${names})))`

/** A small number as SQL text. */
export const count = (n: number): Fragment => {
  if (!Number.isSafeInteger(n)) throw new TypeError(`not a whole number: ${n}`)
  return { parts: [String(n)] }
}
