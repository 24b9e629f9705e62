import type { PlanContent, PlanEvent } from '../../model.ts'
import type { PlanHit, PlanRule } from '../rule.ts'
import { createHints, type Hints } from '../support/hints.ts'
import { knownProps } from '../support/uses.ts'

const ofEvent = (event: PlanEvent, content: PlanContent, didYouMean: Hints): PlanHit[] => {
  const { name, variants } = event
  if (!variants) return []
  const subject = `event:${name}` as const
  const { by, when } = variants
  const property = content.properties[by]
  if (!event.props.some(use => use.name === by)) {
    const hint = didYouMean(by, [...knownProps(event, content)])
    return [{ subject, path: ['variants', 'by'], message: `${name} has no property ${by}${hint}` }]
  }
  if (property?.type === 'list') {
    return [{ subject, path: ['variants', 'by'], message: `${by} is a list; variants go by a single value` }]
  }
  const values = property?.enum === undefined || property.open ? undefined : content.enums[property.enum]?.values
  if (!values) return []
  const known = values.map(({ value }) => value)
  return Object.keys(when)
    .filter(value => !known.includes(value))
    .map(value => ({
      subject,
      path: ['variants', 'when', value],
      message: `${by} is never ${value.slice(0, 60)}${didYouMean(value.slice(0, 60), known)}`,
    }))
}

export const variantValue: PlanRule = {
  id: 'variant.value',
  severity: 'error',
  say: 'variants go by a property of the event and its values',
  check: ({ content }) => {
    const hints = createHints()
    return Object.values(content.events).flatMap(event => ofEvent(event, content, hints))
  },
}
