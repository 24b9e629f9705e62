import type { FunnelQuestion } from '@maidian/schemas'
import { invalid } from '../errors.ts'
import { resolveMoment } from '../moment.ts'
import type { Asked } from './asked.ts'

/** The range to compare with: of the same length just before, or one of its own. */
export const comparedWith = (compare: NonNullable<FunnelQuestion['compare']>, shared: Asked): Asked => {
  if (compare === 'previous') return { ...shared, from: 2 * shared.from - shared.to - 1, to: shared.from - 1 }
  const moment = (edge: 'from' | 'to'): number => {
    const ms = resolveMoment(compare[edge], { ...shared, edge: edge === 'from' ? 'first' : 'last' })
    if (ms === null) throw invalid(`compare.${edge}`, `there is no such date or time: ${compare[edge]}`)
    return ms
  }
  const [from, to] = [moment('from'), moment('to')]
  if (from > to) throw invalid('compare.from', 'from is after to')
  return { ...shared, from, to }
}
