import { fromTo } from '../shown.ts'
import type { PropertyDetector } from './property-fact.ts'

/** The former name that a column reads as well. A rename brings its own. */
export const propertyAlias: PropertyDetector = (before, after) => {
  const [old, now] = [before.renamed_from, after.renamed_from]
  if (old === now || before.name !== after.name) return []
  const fact = fromTo({ en: 'renamed_from', zh: '旧名 renamed_from' }, [old, now])
  const path = ['renamed_from']
  return [
    ...(old === undefined ? [] : [{ rule: 'alias.removed', path, fact } as const]),
    ...(now === undefined ? [] : [{ rule: 'alias.added', path, fact } as const]),
  ]
}
