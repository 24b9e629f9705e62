import type { EventRow, IdentityIdRow } from '@maidian/schemas'
import type { Facts } from './facts-of.ts'
import { entriesOf, idText, member } from './read.ts'

/** More ids than this nobody has. */
const MOST_IDS = 20
/** What code sends that had no id at hand: it would make all that send it one. */
const NO_IDS = new Set(['', '0', '-1', 'null', 'undefined', 'NaN', 'none', 'unknown', '[object Object]'])

/** What `$identify` says: that a device belongs to a user, and which ids the device, or the user, has. */
export const linksOf = (row: EventRow, props: unknown): Pick<Facts, 'identities' | 'identity_ids'> => {
  const { device, user, ts, event_id } = row
  if (device === '' && user === '') return { identities: [], identity_ids: [] }
  const identity_ids = entriesOf(member(props, 'ids'))
    .map(([kind, id]): IdentityIdRow => ({ kind: kind.toWellFormed(), id: idText(id), device, user, ts, event_id }))
    .filter(({ kind, id }) => kind !== '' && !NO_IDS.has(id))
    .slice(0, MOST_IDS)
  const identities = device === '' || user === '' ? [] : [{ device, user, ts, event_id }]
  return { identities, identity_ids }
}
