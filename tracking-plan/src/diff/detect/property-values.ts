import type { Property } from '../../model.ts'
import type { Effect, Say } from '../rule.ts'
import type { DiffRuleId } from '../rules.ts'
import { same } from '../same.ts'
import { fromTo } from '../shown.ts'
import type { PropertyDetector } from './property-fact.ts'

type Aspect = {
  key: 'unit' | 'scale' | 'default' | 'tz' | 'lookup'
  rule: DiffRuleId
  what: Say
  whenFirstSaid?: Effect
}

// A unit that was never stated was relied on by nobody who could name it; stating it is worth a look, no more.
const ASPECTS: readonly Aspect[] = [
  {
    key: 'unit',
    rule: 'property.unit_changed',
    what: { en: 'unit', zh: '单位' },
    whenFirstSaid: 'warns',
  },
  { key: 'scale', rule: 'property.scale_changed', what: { en: 'scale', zh: '小数位数 scale' } },
  { key: 'default', rule: 'property.default_changed', what: { en: 'default', zh: '缺省值 default' } },
  { key: 'tz', rule: 'property.tz_changed', what: { en: 'time zone', zh: '时区 tz' }, whenFirstSaid: 'warns' },
  {
    key: 'lookup',
    rule: 'property.lookup_changed',
    what: { en: 'lookup', zh: '维度表 lookup' },
    whenFirstSaid: 'safe',
  },
]

const isDecimal = ({ type, of }: Property): boolean => type === 'decimal' || of === 'decimal'

/** What the same JSON means: unit, digits, what absence stands for, whose day, an id of what. */
export const propertyValues: PropertyDetector = (before, after) =>
  ASPECTS.flatMap(({ key, rule, what, whenFirstSaid }) => {
    if (same(before[key], after[key])) return []
    // Where the type changed as well, that says it all.
    if (key === 'scale' && isDecimal(before) !== isDecimal(after)) return []
    const milder = before[key] === undefined && whenFirstSaid ? { queries: whenFirstSaid } : {}
    return [{ rule, path: [key], fact: fromTo(what, [before[key], after[key]]), ...milder }]
  })
