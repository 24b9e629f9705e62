import type { Span } from '../../model.ts'
import type { Say } from '../rule.ts'
import { fromTo, spanText } from '../shown.ts'
import type { PropertyDetector, PropertyFact } from './property-fact.ts'

type SpanKey = 'range' | 'length' | 'size'

const NAMES: Record<SpanKey, Say> = {
  range: { en: 'range', zh: '范围' },
  length: { en: 'length', zh: '长度' },
  size: { en: 'size', zh: '元素个数' },
}

const narrowed = (before: Span, after: Span): boolean =>
  (after.min ?? -Infinity) > (before.min ?? -Infinity) || (after.max ?? Infinity) < (before.max ?? Infinity)

const span = (key: SpanKey, before: Span = {}, after: Span = {}): PropertyFact[] => {
  const fact = fromTo(NAMES[key], [spanText(before), spanText(after)])
  const facts: PropertyFact[] = []
  // Both hold where the span was moved: some values are refused now, and some new ones arrive.
  if (narrowed(before, after)) facts.push({ rule: `${key}.narrowed`, path: pathOf(key), fact })
  if (narrowed(after, before)) facts.push({ rule: `${key}.widened`, path: pathOf(key), fact })
  return facts
}

const pathOf = (key: SpanKey): string[] => [key === 'length' ? 'max' : key]

const pattern: PropertyDetector = (before, after) => {
  if (before.pattern === after.pattern) return []
  const fact = fromTo({ en: 'pattern', zh: '格式 pattern' }, [before.pattern, after.pattern])
  const path = ['pattern']
  if (before.pattern === undefined) return [{ rule: 'pattern.added', path, fact }]
  return [{ rule: after.pattern === undefined ? 'pattern.dropped' : 'pattern.changed', path, fact }]
}

/** Which values are allowed: range, length, size, pattern. */
export const propertyLimits: PropertyDetector = (before, after) => [
  ...span('range', before.range, after.range),
  ...span('length', before.length, after.length),
  ...span('size', before.size, after.size),
  ...pattern(before, after),
]
