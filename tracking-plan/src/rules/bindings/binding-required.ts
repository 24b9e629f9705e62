import type { Binding, PlanEvent, Property } from '../../model.ts'
import type { PlanRule } from '../rule.ts'
import { boundEvents, boundProperty } from '../support/bound.ts'
import { isNumber, isText } from '../support/value-type.ts'

/** What an event needs, and the variant that the binding is by a value of its own. */
const requiredOf = ({ props, variants }: PlanEvent, binding: Binding): string[] => {
  const by = binding.props[variants?.by ?? '']
  const value = typeof by === 'object' ? String(by.const) : ''
  const variant = variants && Object.hasOwn(variants.when, value) ? (variants.when[value] ?? []) : []
  return [...new Set([...props, ...variant].filter(({ required }) => required).map(({ name }) => name))]
}

const example = (property: Property): string => {
  if (property.type === 'list' || property.type === 'bool') return '{const: …}'
  const attribute = `@data-${property.name.replaceAll('_', '-')}`
  return isNumber(property)
    ? `"${attribute}|number"`
    : isText(property)
      ? `"${attribute}"`
      : `"${attribute}", or {const: …}`
}

export const bindingRequired: PlanRule = {
  id: 'binding.required',
  severity: 'error',
  say: 'a binding fills what its event requires',
  check: ({ content }) => {
    // Super properties are there without it.
    const elsewhere = content.every_event.web ?? []
    return boundEvents(content).flatMap(({ event, binding, hit }) =>
      requiredOf(event, binding).flatMap(name => {
        const property = boundProperty(content, name)
        if (!property || Object.hasOwn(binding.props, name) || elsewhere.includes(name)) return []
        const message = `${event.name} requires ${name}, and nothing fills it here; write in props: ${name}: ${example(property)}`
        return [hit(['props'], message)]
      }),
    )
  },
}
