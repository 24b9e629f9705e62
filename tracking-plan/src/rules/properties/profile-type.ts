import type { Property } from '../../model.ts'
import type { PlanRule } from '../rule.ts'

const SAME = ['type', 'of', 'item', 'enum', 'scale', 'unit', 'pii', 'store'] as const

const shown = (property: Property, key: (typeof SAME)[number]): string => `${key}: ${property[key] ?? 'none'}`

export const profileType: PlanRule = {
  id: 'profile.type',
  severity: 'error',
  say: 'a name has one type, in events and in profiles',
  check: ({ content }) =>
    Object.values(content.profile).flatMap(property => {
      const { name } = property
      const other = Object.hasOwn(content.properties, name) ? content.properties[name] : undefined
      const key = other && SAME.find(one => property[one] !== other[one])
      if (!other || key === undefined) return []
      const message = `${name} has ${shown(property, key)} here and ${shown(other, key)} in the dictionary; choose another name`
      return [{ subject: `profile:${name}` as const, message }]
    }),
}
