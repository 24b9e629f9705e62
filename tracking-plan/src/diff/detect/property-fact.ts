import type { Property } from '../../model.ts'
import type { Draft } from '../finding.ts'

/** What a detector says about one property; subject and events are the same for all of them. */
export type PropertyFact = Pick<Draft, 'rule' | 'fact' | 'clients' | 'queries' | 'asks'> & {
  path: readonly (string | number)[]
}

/** Finds what changed between two entries of the dictionary. */
export type PropertyDetector = (before: Property, after: Property) => PropertyFact[]
