import type { PathsQuestion } from '@maidian/schemas'
import { type Audience, audienceFromSearch, audienceOfQuestion, audienceToSearch } from './audience.ts'
import { filterFromSearch, filterToSearch } from './filter-in-search.ts'
import type { FilterRow } from './filter-row.ts'
import { type Keyed, keyed } from './keyed.ts'
import { type Range, rangeFromSearch, rangeOfQuestion, rangeToSearch } from './range.ts'
import { rowsToFilter } from './rows-to-filter.ts'

export type NodeKind = 'page' | 'event'
export const NODE_KINDS: readonly NodeKind[] = ['page', 'event']

/** A question about paths as it is edited. */
export type PathsDraft = Audience & {
  nodes: readonly NodeKind[]
  start: string
  end: string
  maxSteps: number
  /** More edges than these cannot be told apart in a picture; 0 is all. */
  edgeLimit: number
  groupings: readonly string[]
  exclude: readonly string[]
  where: Keyed<FilterRow>[]
  range: Range
}

export const STEPS_LEAST = 2
export const STEPS_MOST = 20
const DEFAULT_STEPS = 5
const DEFAULT_EDGES = 60

export const pathsToSearch = (draft: PathsDraft): URLSearchParams =>
  new URLSearchParams([
    ...draft.nodes.map(kind => ['node', kind]),
    ...(draft.start === '' ? [] : [['start', draft.start]]),
    ...(draft.end === '' ? [] : [['end', draft.end]]),
    ['steps', String(draft.maxSteps)],
    ['edges', String(draft.edgeLimit)],
    ...draft.groupings.map(pattern => ['group', pattern]),
    ...draft.exclude.map(name => ['exclude', name]),
    ...filterToSearch('where', draft.where),
    ...rangeToSearch(draft.range),
    ...audienceToSearch(draft),
  ])

const wholeOf = (text: string | null, otherwise: number): number | null => {
  if (text === null) return otherwise
  return /^\d{1,5}$/.test(text) ? Number(text) : null
}

/** The question that a url tells, defaults filled in; null when it tells one that cannot be shown here. */
export const pathsFromSearch = (search: URLSearchParams): PathsDraft | null => {
  const asked = search.getAll('node')
  const nodes = NODE_KINDS.filter(kind => asked.includes(kind))
  const maxSteps = wholeOf(search.get('steps'), DEFAULT_STEPS)
  const edgeLimit = wholeOf(search.get('edges'), DEFAULT_EDGES)
  const where = filterFromSearch(search, 'where')
  if (nodes.length !== new Set(asked).size || maxSteps === null || edgeLimit === null || where === null) return null
  return {
    nodes: nodes.length > 0 ? nodes : ['page'],
    start: search.get('start') ?? '',
    end: search.get('end') ?? '',
    maxSteps,
    edgeLimit,
    groupings: search.getAll('group'),
    exclude: search.getAll('exclude'),
    where: keyed(where),
    range: rangeFromSearch(search),
    ...audienceFromSearch(search),
  }
}

export const pathsQuestion = (draft: PathsDraft, project: string | undefined): PathsQuestion => {
  const where = rowsToFilter(draft.where)
  return {
    ...(project !== undefined && { project }),
    nodes: [...draft.nodes],
    ...(draft.start !== '' && { start: draft.start }),
    ...(draft.end !== '' && { end: draft.end }),
    max_steps: draft.maxSteps,
    ...(draft.edgeLimit > 0 && { edge_limit: draft.edgeLimit }),
    ...(draft.groupings.length > 0 && { groupings: [...draft.groupings] }),
    ...(draft.exclude.length > 0 && { exclude: [...draft.exclude] }),
    ...(where && { where }),
    ...rangeOfQuestion(draft.range),
    ...audienceOfQuestion(draft),
  }
}
