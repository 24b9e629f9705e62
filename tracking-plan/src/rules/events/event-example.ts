import { holds } from '../../cross-field/holds.ts'
import { parseRule } from '../../cross-field/parse-rule.ts'
import { explainValue, type Fits, missing, unplanned } from '../../enforce/explain-value.ts'
import { patternOf } from '../../enforce/pattern.ts'
import type { PlanContent, PlanEvent } from '../../model.ts'
import type { PlanHit, PlanRule } from '../rule.ts'
import { createPlainFits } from '../support/fits-property.ts'
import { quoteNumber } from '../support/quote-number.ts'
import { knownProps } from '../support/uses.ts'

type Found = { path: string; message: string }

/** What an example lacks, in its event and in the variant that it is. */
const lacking = (
  { props, variants }: PlanEvent,
  example: Readonly<Record<string, unknown>>,
  content: PlanContent,
): Found[] => {
  const variant = variants?.when[String(example[variants.by])] ?? []
  const required = new Set([...props, ...variant].filter(use => use.required).map(({ name }) => name))
  return [...required].flatMap(name => {
    const property = content.properties[name]
    return property && example[name] === undefined ? [missing(property, name)] : []
  })
}

const wrongValues = (example: Readonly<Record<string, unknown>>, content: PlanContent, fits: Fits): Found[] =>
  Object.entries(example).flatMap(([name, value]): Found[] => {
    const property = Object.hasOwn(content.properties, name) ? content.properties[name] : undefined
    if (!property || value === undefined) return []
    if (!fits.value(property, value)) return explainValue(value, { property, path: name, dictionaries: content, fits })
    const matches = patternOf(property)
    if (!matches || typeof value !== 'string' || matches(value)) return []
    return [{ path: name, message: `${name}: a text that matches ${property.pattern} is expected` }]
  })

const brokenRules = ({ rules = [] }: PlanEvent, example: Readonly<Record<string, unknown>>): Found[] =>
  rules.flatMap(text => {
    const parsed = parseRule(text)
    return parsed.ok && holds(parsed.rule, example) === false
      ? [{ path: '', message: `${text} does not hold here` }]
      : []
  })

/** `items[0].price` as a path. */
const stepsOf = (path: string): (string | number)[] =>
  path
    .split(/[.[\]]+/)
    .filter(step => step !== '')
    .map(step => (/^\d+$/.test(step) ? Number(step) : step))

const valueAt = (value: unknown, steps: readonly (string | number)[]): unknown =>
  steps.reduce<unknown>((at, step) => (at as Record<string | number, unknown> | undefined)?.[step], value)

const ofEvent = (event: PlanEvent, content: PlanContent, fits: Fits): PlanHit[] => {
  const { name, example, extra } = event
  if (example === undefined) return []
  const known = knownProps(event, content)
  const strange = extra === 'allow' ? [] : Object.keys(example).filter(one => !known.has(one))
  const found: Found[] = [
    ...lacking(event, example, content),
    ...wrongValues(example, content, fits),
    ...strange.map(one => unplanned(one, one.slice(0, 60), [...known])),
    ...brokenRules(event, example),
  ]
  return found.map(({ path, message }) => {
    const steps = stepsOf(path)
    const property = content.properties[String(steps.findLast(step => typeof step === 'string'))]
    return {
      subject: `event:${name}` as const,
      path: ['example', ...steps],
      message: `the example breaks the plan: ${message}`,
      ...quoteNumber(property, valueAt(example, steps)),
    }
  })
}

export const eventExample: PlanRule = {
  id: 'event.example',
  severity: 'error',
  say: 'the example of an event keeps to the plan',
  check: ({ content }) => {
    const fits = createPlainFits(content)
    return Object.values(content.events).flatMap(event => ofEvent(event, content, fits))
  },
}
