import type { PlanContent } from '../../model.ts'
import type { Draft } from '../finding.ts'
import type { Plans } from '../plans.ts'
import { own } from '../same.ts'
import { PROFILE_EVENTS } from '../usage.ts'
import { typeText } from './type-text.ts'

const conflict = (plan: PlanContent, name: string): [string, string] | undefined => {
  const [property, profile] = [own(plan.properties, name), own(plan.profile, name)]
  if (!property || !profile) return undefined
  const types: [string, string] = [typeText(property), typeText(profile)]
  return types[0] === types[1] ? undefined : types
}

/** A name that now has one type on events and another on users. */
export const twoTypes = (plans: Plans): Draft[] =>
  Object.keys(plans.after.profile).flatMap(name => {
    const types = conflict(plans.after, name)
    if (!types || conflict(plans.before, name)) return []
    return [
      {
        rule: 'property.two_types',
        subject: name,
        at: { subject: `profile:${name}`, path: ['type'] },
        events: [...plans.usage.after.property(name), ...PROFILE_EVENTS],
        fact: {
          en: `${types[0]} on events, ${types[1]} on users`,
          zh: `事件属性是 ${types[0]}，用户属性是 ${types[1]}`,
        },
      },
    ]
  })
