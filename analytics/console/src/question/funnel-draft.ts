import type { FunnelQuestion } from '@maidian/schemas'
import { type Audience, audienceFromSearch, audienceOfQuestion, audienceToSearch } from './audience.ts'
import { filterFromSearch, filterToSearch } from './filter-in-search.ts'
import type { FilterRow } from './filter-row.ts'
import { type Keyed, keyed } from './keyed.ts'
import { type Range, rangeFromSearch, rangeOfQuestion, rangeToSearch } from './range.ts'
import { rowsToFilter } from './rows-to-filter.ts'

export type StepDraft = { event: string; where: Keyed<FilterRow>[] }

/** A funnel as it is edited. */
export type FunnelDraft = Audience & {
  steps: Keyed<StepDraft>[]
  where: Keyed<FilterRow>[]
  window: string
  range: Range
  by: string
}

/** The contract's limit. */
export const MOST_STEPS = 32
const DEFAULT_WINDOW = '7d'

export const NEW_STEP: StepDraft = { event: '', where: [] }

/** `step=a&step=b&where.2={…}&where={…}&window=7d&by=$browser&from=…`: what is at its default may be left out. */
export const funnelToSearch = (draft: FunnelDraft): URLSearchParams => {
  const steps = draft.steps.filter(step => step.event !== '')
  return new URLSearchParams([
    ...steps.map(({ event }) => ['step', event]),
    ...steps.flatMap(({ where }, i) => filterToSearch(`where.${i + 1}`, where)),
    ...filterToSearch('where', draft.where),
    ['window', draft.window],
    ...(draft.by === '' ? [] : [['by', draft.by]]),
    ...rangeToSearch(draft.range),
    ...audienceToSearch(draft),
  ])
}

/** The funnel that a url tells; null when it tells one that cannot be shown here. No step: none was asked for yet. */
export const funnelFromSearch = (search: URLSearchParams): FunnelDraft | null => {
  const steps: StepDraft[] = []
  for (const [i, event] of search.getAll('step').entries()) {
    const where = filterFromSearch(search, `where.${i + 1}`)
    if (where === null || event === '') return null
    steps.push({ event, where: keyed(where) })
  }
  const where = filterFromSearch(search, 'where')
  if (where === null) return null
  return {
    steps: keyed(steps),
    where: keyed(where),
    window: search.get('window') ?? DEFAULT_WINDOW,
    range: rangeFromSearch(search),
    by: search.get('by') ?? '',
    ...audienceFromSearch(search),
  }
}

/** Steps without an event are not asked about; where none has one there is no question. */
export const funnelQuestion = (draft: FunnelDraft, project: string | undefined): FunnelQuestion | null => {
  const steps = draft.steps.filter(step => step.event !== '')
  if (steps.length === 0) return null
  const where = rowsToFilter(draft.where)
  return {
    ...(project !== undefined && { project }),
    steps: steps.map(step => {
      const own = rowsToFilter(step.where)
      return { event: step.event, ...(own && { where: own }) }
    }),
    window: draft.window,
    ...rangeOfQuestion(draft.range),
    ...(where && { where }),
    ...(draft.by !== '' && { breakdown: { by: [draft.by] } }),
    ...audienceOfQuestion(draft),
  }
}
