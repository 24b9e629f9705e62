import type { Property } from '../../model.ts'
import type { Effect } from '../rule.ts'
import type { DiffRuleId } from '../rules.ts'
import { fromTo } from '../shown.ts'
import type { PropertyDetector } from './property-fact.ts'
import { typeText } from './type-text.ts'

const elementOf = ({ type, of }: Property): string => (type === 'list' ? (of ?? 'object') : type)

const ruleFor = (before: Property, after: Property): DiffRuleId | undefined => {
  if ((before.type === 'list') !== (after.type === 'list')) return 'type.list_changed'
  const [old, now] = [elementOf(before), elementOf(after)]
  if (old === now) return undefined
  if (old === 'int' && now === 'number') return 'type.widened'
  if (old === 'number' && now === 'int') return 'type.narrowed'
  if (old === 'string' && now === 'enum') return 'type.to_enum'
  if (old === 'enum' && now === 'string') return 'type.from_enum'
  return 'type.changed'
}

/** An open enum takes every text that was sent before. */
const clientsOf = (rule: DiffRuleId, after: Property): { clients?: Effect } =>
  rule === 'type.to_enum' && after.open ? { clients: 'safe' } : {}

/** The type of a property, and with it its column: the one thing that can never change under the same name. */
export const propertyType: PropertyDetector = (before, after) => {
  const rule = ruleFor(before, after)
  const [old, now] = [typeText(before), typeText(after)]
  const fact = fromTo({ en: 'type', zh: '类型' }, [old, now])
  const facts = rule ? [{ rule, path: ['type'], fact, ...clientsOf(rule, after) }] : []
  if (old === now || before.name !== after.name) return facts
  const column = fromTo({ en: 'column', zh: '列' }, [old, now])
  return [...facts, { rule: 'column.type_changed', path: ['type'], fact: column }]
}
