import type { Property } from '../../model.ts'
import type { PlanHit, PlanRule } from '../rule.ts'
import { boundEvents, boundProperty, readingsOf } from '../support/bound.ts'
import { isNumber } from '../support/value-type.ts'

const addNumber = (written: string): string => written.replace(/["']?$/, '|number$&')
const dropNumber = (written: string): string => written.replace(/\|number(["']?)$/, '$1')

const complaint = (property: Property, text: string, number: boolean): Pick<PlanHit, 'message' | 'rewrite'> | null => {
  const { name, type } = property
  if (type === 'list' || type === 'bool') {
    const kind = type === 'list' ? 'a list' : 'true or false'
    return { message: `${name} is ${kind}, and a page holds texts and numbers; write {const: …}` }
  }
  if (isNumber(property) && !number)
    return { message: `${name} is a number; write "${text}|number"`, rewrite: addNumber }
  // A time may be either: text as RFC 3339 has it, or ms.
  if (!isNumber(property) && type !== 'time' && number)
    return { message: `${name} is no number; write "${text.replace(/\|number$/, '')}"`, rewrite: dropNumber }
  return null
}

export const bindingType: PlanRule = {
  id: 'binding.type',
  severity: 'error',
  say: 'what a binding reads from the page is of the type of its property',
  check: ({ content }) =>
    boundEvents(content).flatMap(({ binding, hit }) =>
      readingsOf(binding).flatMap(({ name, text, reading }) => {
        const property = boundProperty(content, name)
        const found = property ? complaint(property, text, reading.number) : null
        return found ? [{ ...hit(['props', name], found.message), ...found }] : []
      }),
    ),
}
