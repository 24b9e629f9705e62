import type { FilterRow } from './filter-row.ts'
import { filterToRows } from './filter-to-rows.ts'
import { rowsToFilter } from './rows-to-filter.ts'

/** A filter in the url is the contract's JSON, so that a link can be written from a question of the API. */
export const filterToSearch = (name: string, rows: readonly FilterRow[]): [string, string][] => {
  const filter = rowsToFilter(rows)
  return filter ? [[name, JSON.stringify(filter)]] : []
}

/** The rows; none where there is no such parameter, null where it holds what rows cannot show. */
export const filterFromSearch = (search: URLSearchParams, name: string): FilterRow[] | null => {
  const text = search.get(name)
  if (text === null) return []
  try {
    return filterToRows(JSON.parse(text))
  } catch {
    return null
  }
}
