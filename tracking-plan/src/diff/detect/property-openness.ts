import { fromTo } from '../shown.ts'
import type { PropertyDetector } from './property-fact.ts'

const isEnum = ({ type, of }: Parameters<PropertyDetector>[0]): boolean => type === 'enum' || of === 'enum'

/** Whether null may be sent. */
export const propertyNull: PropertyDetector = (before, after) => {
  const [old, now] = [before.nullable ?? false, after.nullable ?? false]
  if (old === now) return []
  const fact = fromTo({ en: 'nullable', zh: '可为 null' }, [old, now])
  return [{ rule: now ? 'property.now_nullable' : 'property.now_not_null', path: ['nullable'], fact }]
}

/** Whether an enum takes values that it does not list. */
export const propertyOpenness: PropertyDetector = (before, after) => {
  const [old, now] = [before.open ?? false, after.open ?? false]
  if (old === now || !isEnum(before) || !isEnum(after)) return []
  const fact = fromTo({ en: 'open', zh: '开放枚举 open' }, [old, now])
  return [{ rule: now ? 'enum.opened' : 'enum.closed', path: ['open'], fact }]
}
