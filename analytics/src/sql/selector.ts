import type { Selector } from '@maidian/schemas'
import { filterSql } from './filter.ts'
import { and, type Fragment, or, param, sql } from './fragment.ts'
import type { PropertyContext } from './property.ts'

/** A selector as a condition on a row of `events`. `path` is where it stands in the question. */
export const selectorSql = (selector: Selector, path: string, context: PropertyContext): Fragment => {
  if ('any_of' in selector)
    return or(selector.any_of.map((part, i) => selectorSql(part, `${path}.any_of[${i}]`, context)))
  return and([
    ...(selector.event === null ? [] : [sql`name = ${param('String', selector.event)}`]),
    ...(selector.where ? [filterSql(selector.where, `${path}.where`, context)] : []),
  ])
}

/** The names of the events that selectors can match; null when one of them takes any event. */
export const namesOf = (selectors: readonly Selector[]): string[] | null => {
  const names = new Set<string>()
  for (const selector of selectors) {
    const own = 'any_of' in selector ? namesOf(selector.any_of) : selector.event === null ? null : [selector.event]
    if (own === null) return null
    for (const name of own) names.add(name)
  }
  return [...names]
}

/** How a step is called in an answer: its event; `a | b` for any of several; null for any event. */
export const labelOf = (selector: Selector): string | null => {
  if (!('any_of' in selector)) return selector.event
  const labels = selector.any_of.map(labelOf)
  return labels.includes(null) ? null : labels.join(' | ')
}
