import type { Property } from '../../model.ts'
import type { Draft } from '../finding.ts'
import type { Plans } from '../plans.ts'
import { own } from '../same.ts'
import { probableRenames, sameButForCase, similarNames } from '../similar.ts'
import { wording } from '../wording.ts'
import { strictnessOf } from './strictness.ts'
import { typeText } from './type-text.ts'

const alike = (gone: Property, born: Property): boolean =>
  sameButForCase(gone.name, born.name) ||
  (typeText(gone) === typeText(born) && (similarNames(gone.name, born.name) || wording(gone.say, born.say) === 'equal'))

/** Properties that came into the dictionary, left it, or changed their names. */
export const propertyNames = (plans: Plans): Draft[] => {
  const { gone, born, pairs } = plans.properties
  const guesses = new Map(probableRenames({ gone, born, alike }).map(({ before, after }) => [before, after]))
  return [
    ...born.flatMap(property => added(plans, property)),
    ...gone.map(property => {
      const guess = guesses.get(property)
      return guess ? maybeRenamed(plans, property, guess) : removed(plans, property)
    }),
    ...pairs.filter(({ before, after }) => before.name !== after.name).map(pair => renamed(plans, pair)),
    ...born.filter(({ name }) => plans.before.reserved.properties.includes(name)).map(nameReused(plans)),
  ]
}

/** Where some event needs it, that event has a finding of its own; without any user it is still an entry that is new. */
const added = (plans: Plans, { name }: Property): Draft[] => {
  if (plans.before.reserved.properties.includes(name)) return []
  const users = plans.usage.after.property(name)
  const needing = users.filter(event =>
    own(plans.after.events, event)!.props.some(use => use.name === name && use.required),
  )
  const events = users.filter(event => !needing.includes(event))
  if (events.length === 0 && needing.length > 0) return []
  const fact = { en: 'new property', zh: '新属性' }
  return [{ rule: 'property.added', subject: name, at: { subject: `property:${name}` }, events, fact }]
}

const usersOf = (plans: Plans, { name }: Property): string[] => plans.touched(plans.usage.before.property(name), [])

const removed = (plans: Plans, property: Property): Draft => {
  const events = usersOf(plans, property)
  return {
    rule: 'property.removed',
    subject: property.name,
    at: { subject: 'plan:' },
    events,
    fact: { en: 'no longer in the plan', zh: '已从方案中删除' },
    clients: strictnessOf(plans, events),
  }
}

const renamed = (plans: Plans, { before, after }: { before: Property; after: Property }): Draft => {
  const events = plans.touched(plans.usage.before.property(before.name), plans.usage.after.property(after.name))
  return {
    rule: 'property.renamed',
    subject: before.name,
    at: { subject: `property:${after.name}`, path: ['renamed_from'] },
    events,
    fact: {
      en: `${before.name} → ${after.name}; old clients go on sending ${before.name}, which is unplanned`,
      zh: `${before.name} → ${after.name}；旧客户端仍会上报 ${before.name}，它已不在方案内`,
    },
    ...(events.length === 0 ? { clients: 'safe' as const } : {}),
  }
}

const maybeRenamed = (plans: Plans, before: Property, after: Property): Draft => {
  const events = usersOf(plans, before)
  return {
    rule: sameButForCase(before.name, after.name) ? 'property.case_changed' : 'property.maybe_renamed',
    subject: before.name,
    at: { subject: `property:${after.name}` },
    events,
    fact: {
      en: `${before.name} is gone and ${after.name} is new, without \`renamed_from: ${before.name}\``,
      zh: `${before.name} 消失，新增 ${after.name}，但没有写 \`renamed_from: ${before.name}\``,
    },
    clients: strictnessOf(plans, events),
  }
}

const nameReused =
  (plans: Plans) =>
  ({ name }: Property): Draft => ({
    rule: 'property.name_reused',
    subject: name,
    at: { subject: `property:${name}` },
    events: plans.usage.after.property(name),
    fact: { en: 'this name belongs to a removed property', zh: '这个名称属于已删除的属性' },
  })
