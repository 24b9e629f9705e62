import type { SavedQuestion } from '../../model.ts'

/** What a question names, and where. `profile`: a property of users. */
export type AskedName = { kind: 'event' | 'property' | 'profile'; name: string; path: (string | number)[] }

type Step = string | number
type Map = Record<string, unknown>

const isMap = (value: unknown): value is Map => typeof value === 'object' && value !== null && !Array.isArray(value)

const inFilter = (filter: unknown, path: Step[], kind: 'property' | 'profile'): AskedName[] => {
  if (!isMap(filter)) return []
  return Object.entries(filter).flatMap(([name, value]): AskedName[] => {
    const here = [...path, name]
    if (!['any', 'all', 'none'].includes(name) || !Array.isArray(value)) return [{ kind, name, path: here }]
    return value.flatMap((one, i) => inFilter(one, [...here, i], kind))
  })
}

const texts = (value: unknown, path: Step[]): AskedName[] =>
  (Array.isArray(value) ? value : []).flatMap((name, i) =>
    typeof name === 'string' ? [{ kind: 'property' as const, name, path: [...path, i] }] : [],
  )

/** The keys of questions in docs/asking.md that name something; all others are only looked through. */
const inside = (value: unknown, path: Step[]): AskedName[] => {
  if (Array.isArray(value)) return value.flatMap((one, i) => inside(one, [...path, i]))
  if (!isMap(value)) return []
  return Object.entries(value).flatMap(([key, one]): AskedName[] => {
    const here = [...path, key]
    if (key === 'event' && typeof one === 'string') return [{ kind: 'event', name: one, path: here }]
    if (key === 'of' && typeof one === 'string') return [{ kind: 'property', name: one, path: here }]
    if (key === 'where') return inFilter(one, here, 'property')
    if (key === 'profile') return inFilter(one, here, 'profile')
    if (key === 'same' || key === 'by') return texts(one, here)
    return inside(one, here)
  })
}

/** The events and properties that a saved question names. */
export const questionNames = ({ funnel, metric }: SavedQuestion): AskedName[] => [
  ...inside(funnel, ['funnel']),
  ...inside(metric, ['metric']),
]
