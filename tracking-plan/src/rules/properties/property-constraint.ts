import type { Property, ScalarType } from '../../model.ts'
import type { PlanRule } from '../rule.ts'
import { allProperties } from '../support/uses.ts'

type Kind = Property['type']
type Key = 'scale' | 'unit' | 'range' | 'length' | 'pattern' | 'size' | 'open' | 'tz' | 'lookup'

const NUMBERS: readonly Kind[] = ['int', 'number', 'decimal']
const TEXTS: readonly Kind[] = ['string', 'id']

/** Which types a key belongs to, as the files call it, and what to use instead. */
const RULES: Record<
  Key,
  { written: readonly string[]; types: readonly Kind[]; instead?: Partial<Record<Kind, string>> }
> = {
  scale: { written: ['scale'], types: ['decimal'], instead: { number: '; write type: decimal' } },
  unit: { written: ['unit'], types: NUMBERS },
  range: { written: ['range'], types: NUMBERS, instead: { string: '; write min: and max:', list: '; write size:' } },
  length: {
    written: ['min', 'max'],
    types: TEXTS,
    instead: { int: '; write range:', number: '; write range:', decimal: '; write range:', list: '; write size:' },
  },
  pattern: { written: ['pattern'], types: TEXTS },
  size: { written: ['size'], types: ['list'], instead: { string: '; write min: and max:', int: '; write range:' } },
  open: { written: ['open'], types: ['enum'] },
  tz: { written: ['tz'], types: ['date'] },
  lookup: { written: ['lookup'], types: ['id'] },
}

/** Keys that say something of the elements of a list. */
const OF_ELEMENTS: readonly Key[] = ['scale', 'unit', 'range', 'length', 'pattern', 'lookup']

const WORDS: Record<Kind, string> = {
  string: 'a text',
  id: 'an id',
  int: 'a whole number',
  number: 'a number',
  decimal: 'a decimal',
  bool: 'true or false',
  date: 'a date',
  time: 'a time',
  enum: 'an enum',
  list: 'a list',
}

const fits = (key: Key, { type, of }: Property): boolean =>
  RULES[key].types.includes(type) ||
  (type === 'list' && of !== undefined && OF_ELEMENTS.includes(key) && RULES[key].types.includes(of as ScalarType))

export const propertyConstraint: PlanRule = {
  id: 'property.constraint',
  severity: 'error',
  say: 'what is asked of a value suits its type',
  check: ({ content }) =>
    allProperties(content).flatMap(({ property, subject }) =>
      (Object.keys(RULES) as Key[]).flatMap(key => {
        if (property[key] === undefined || fits(key, property)) return []
        const { written, types, instead } = RULES[key]
        const words = types.map(type => WORDS[type]).join(', ')
        const [name = key] = key === 'length' && property.length?.min === undefined ? ['max'] : written
        const message = `${name} says something of ${words}, and ${property.name} is ${WORDS[property.type]}`
        return [{ subject, path: [name], message: `${message}${instead?.[property.type] ?? ''}` }]
      }),
    ),
}
