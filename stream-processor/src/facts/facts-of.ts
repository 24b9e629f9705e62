import type { EventRow, LogHeader } from '@maidian/schemas'
import type { Rows } from '../rows.ts'
import { linksOf } from './identity.ts'
import { itemOperationsOf } from './items.ts'
import { profileOperationsOf } from './profile.ts'

/** What an event says beyond that it happened: who is whom, what is known of somebody, what an item is like. */
export type Facts = Pick<Rows, 'identities' | 'identity_ids' | 'profile_operations' | 'item_operations'>

export const FACTS = ['identities', 'identity_ids', 'profile_operations', 'item_operations'] as const

/** The facts of an event: of its row, and of its properties as they came. Null for most events, which say none. */
export const factsOf = (row: EventRow, props: unknown, header: LogHeader): Partial<Facts> | null => {
  // A device of a day may be several people behind one address: no link.
  if (row.name === '$identify') return header.device === undefined ? linksOf(row, props) : null
  if (row.name === '$item_set') return { item_operations: itemOperationsOf(row, props) }
  if (row.name.startsWith('$profile_')) return { profile_operations: profileOperationsOf(row, props) }
  return null
}
