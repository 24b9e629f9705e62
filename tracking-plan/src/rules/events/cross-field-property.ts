import { parseRule } from '../../cross-field/parse-rule.ts'
import { type NamedProperty, propertiesOf } from '../../cross-field/properties-of.ts'
import type { PlanContent, PlanEvent } from '../../model.ts'
import type { PlanRule } from '../rule.ts'
import { createHints, type Hints } from '../support/hints.ts'
import { knownProps } from '../support/uses.ts'
import { isNumber } from '../support/value-type.ts'

const complaint = (named: NamedProperty, event: PlanEvent, content: PlanContent, didYouMean: Hints): string | null => {
  const { name, field, list } = named
  const known = [...knownProps(event, content)]
  if (!known.includes(name)) return `${event.name} has no property ${name}${didYouMean(name, known)}`
  const property = content.properties[name]
  if (!property) return null
  if (list !== (property.type === 'list'))
    return list
      ? `${name} is no list; write ${name} alone`
      : `${name} is a list; write sum(${name}.…), or count(${name})`
  if (field === undefined) return list || isNumber(property) ? null : `${name} is no number`
  const fields = property.item === undefined ? [] : (content.types[property.item]?.props ?? []).map(use => use.name)
  if (!fields.includes(field)) return `the elements of ${name} have no ${field}${didYouMean(field, fields)}`
  const inner = content.properties[field]
  return inner && !isNumber(inner) ? `${name}.${field} is no number` : null
}

export const crossFieldProperty: PlanRule = {
  id: 'rule.property',
  severity: 'error',
  say: 'a rule between properties names numbers of its event',
  check: ({ content }) => {
    const hints = createHints()
    return Object.values(content.events).flatMap(event =>
      (event.rules ?? []).flatMap((text, i) => {
        const parsed = parseRule(text)
        if (!parsed.ok) return []
        return propertiesOf(parsed.rule).flatMap(named => {
          const message = complaint(named, event, content, hints)
          return message === null ? [] : [{ subject: `event:${event.name}` as const, path: ['rules', i], message }]
        })
      }),
    )
  },
}
