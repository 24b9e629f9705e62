import type { EventRow, ProfileOperation, ProfileOperationRow } from '@maidian/schemas'
import { text } from '../steps/text.ts'
import { entriesOf, member } from './read.ts'

/** Sums are exact to six digits after the point; what is larger than this is no amount. */
const SCALE = 6
const MOST = 1e15

/** 2.5 → `2.5`, 1e-7 → `0`; null for what cannot be added. */
const addend = (value: unknown): string | null => {
  if (typeof value !== 'number' || !(Math.abs(value) <= MOST)) return null
  return value.toFixed(SCALE).replace(/\.?0+$/, '')
}

const wellFormed = (_: string, value: unknown): unknown => (typeof value === 'string' ? value.toWellFormed() : value)

/** A list, or one value, as a JSON list; null where there is nothing in it. */
const elements = (value: unknown): string | null => {
  const list = (Array.isArray(value) ? value : [value]).filter(one => one !== null && one !== undefined)
  return list.length === 0 ? null : JSON.stringify(list, wellFormed)
}

const known = (value: unknown): string | null => (value === null || value === undefined ? null : text(value))

/** What each operation keeps of a value; null: it does nothing. */
const OPERATIONS: Record<string, [ProfileOperation, (value: unknown) => string | null]> = {
  $profile_set: ['set', known],
  $profile_set_once: ['set_once', known],
  $profile_add: ['add', addend],
  $profile_append: ['append', elements],
  $profile_unset: ['unset', () => ''],
}

/** `$profile_… {properties}`, property by property. */
export const profileOperationsOf = (row: EventRow, props: unknown): ProfileOperationRow[] => {
  const { name, user, device, ts, event_id } = row
  const [operation, keep] = OPERATIONS[name] ?? []
  if (operation === undefined || keep === undefined || (user === '' && device === '')) return []
  return entriesOf(member(props, 'properties')).flatMap(([property, given]) => {
    const value = keep(given)
    if (value === null) return []
    return [{ user, device, property: property.toWellFormed(), operation, value, ts, event_id }]
  })
}
