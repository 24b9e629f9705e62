import type { EventRow, ItemOperationRow } from '@maidian/schemas'
import { text } from '../steps/text.ts'
import { entriesOf, idText, member } from './read.ts'

/** `$item_set {kind, item_id, attributes}`, attribute by attribute; null says nothing. */
export const itemOperationsOf = ({ ts, event_id }: EventRow, props: unknown): ItemOperationRow[] => {
  const kind = idText(member(props, 'kind'))
  const item_id = idText(member(props, 'item_id'))
  if (kind === '' || item_id === '') return []
  return entriesOf(member(props, 'attributes'))
    .filter(([, value]) => value !== null && value !== undefined)
    .map(([name, value]) => ({ kind, item_id, attribute: name.toWellFormed(), value: text(value), ts, event_id }))
}
