import { useSearchParams } from 'react-router'
import type { LiveFilter } from './live-filter.ts'

const FIELDS = ['event', 'verdict', 'text'] as const

/** The filter, as the address tells it. Typing replaces the entry of the history rather than adding one per letter. */
export const useLiveFilter = (): [LiveFilter, (change: Partial<LiveFilter>) => void] => {
  const [search, setSearch] = useSearchParams()
  const [event, verdict, text] = FIELDS.map(field => search.get(field) ?? '') as [string, string, string]
  const change = (changes: Partial<LiveFilter>): void => {
    const next = new URLSearchParams(search)
    for (const field of FIELDS) {
      const value = changes[field]
      if (value === '') next.delete(field)
      else if (value !== undefined) next.set(field, value)
    }
    setSearch(next, { replace: true })
  }
  return [{ event, verdict, text }, change]
}
