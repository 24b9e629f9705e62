import { didYouMean } from '../load/closest.ts'
import type { Property, ScalarType } from '../model.ts'
import type { Found } from './reasons.ts'
import type { PlanRuleId } from './rules.ts'
import { type Dictionaries, decimalBound } from './value-schema.ts'

/** At most so many bad elements of a list are told of. */
const MAX_ELEMENTS = 3
const MAX_SHOWN = 40

/** Whether a value, or an element of a list, is what its property says; patterns aside. */
export type Fits = {
  value(property: Property, value: unknown): boolean
  element(property: Property, element: unknown): boolean
}

const EXPECTED: Record<ScalarType, string> = {
  string: 'a text',
  id: 'a text (ids are texts, also those made of digits)',
  int: 'a whole number',
  number: 'a number',
  decimal: 'a number',
  bool: 'true or false',
  date: 'a day such as "2026-11-11"',
  time: 'ms since 1970, or a time such as "2026-11-11T00:00:00+08:00"',
  enum: 'a text',
}

const kindOf = (value: unknown): string => {
  if (Array.isArray(value)) return 'a list'
  if (value === null) return 'null'
  return { string: 'the text', number: 'the number', boolean: 'the value' }[typeof value as string] ?? 'an object'
}

/** The value as a message may show it: never of private properties, and never more than a few characters. */
const shown = (value: unknown, property: Property): string => {
  if (property.pii !== undefined || (typeof value === 'object' && value !== null)) return kindOf(value)
  const text = JSON.stringify(value) ?? 'nothing'
  return `${kindOf(value)} ${text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN)}…` : text}`
}

/** What to write instead, where that can be told. */
const instead = (type: ScalarType, value: unknown, property: Property): string => {
  if (property.pii !== undefined) return ''
  if (typeof value === 'string' && ['int', 'number', 'decimal'].includes(type)) {
    const number = Number(value)
    return value.trim() !== '' && Number.isFinite(number) ? `; write ${number}` : ''
  }
  if (typeof value === 'number' && ['string', 'id', 'enum'].includes(type)) return `; write "${value}"`
  return type === 'bool' && (value === 'true' || value === 'false') ? `; write ${value}` : ''
}

const spanText = ({ min, max }: { min?: number | undefined; max?: number | undefined }): string => {
  if (min === undefined) return `at most ${max}`
  return max === undefined ? `at least ${min}` : `${min} to ${max}`
}

const outside = (value: number, { min, max }: { min?: number | undefined; max?: number | undefined } = {}): boolean =>
  (min !== undefined && value < min) || (max !== undefined && value > max)

const explainScalar = (
  type: ScalarType,
  value: unknown,
  at: { property: Property; path: string; dictionaries: Dictionaries },
): Found => {
  const { property, path, dictionaries } = at
  const found = (rule: PlanRuleId, message: string): Found => ({ rule, path, message: `${path}: ${message}` })
  const wrongType = (): Found => {
    const unit = property.unit !== undefined && property.unit !== '1' ? ` in ${property.unit}` : ''
    return found(
      'prop.type',
      `${EXPECTED[type]}${unit} is expected, not ${shown(value, property)}${instead(type, value, property)}`,
    )
  }
  if (value === null) return found('prop.null', 'null is not planned; leave the property out')
  switch (type) {
    case 'int':
    case 'number':
    case 'decimal': {
      if (typeof value !== 'number' || !Number.isFinite(value)) return wrongType()
      if (type === 'int' && !Number.isSafeInteger(value)) return wrongType()
      const { range = {} } = property
      if (outside(value, range))
        return found('prop.range', `${spanText(range)} is expected, not ${shown(value, property)}`)
      return found(
        'prop.range',
        `below ${decimalBound(property.scale ?? 0)} is expected, not ${shown(value, property)}`,
      )
    }
    case 'bool':
      return wrongType()
    case 'date':
    case 'time':
      if (typeof value !== 'string') return wrongType()
      return found('prop.format', `${EXPECTED[type]} is expected, not ${shown(value, property)}`)
    case 'enum': {
      if (typeof value !== 'string') return wrongType()
      const values = (property.enum === undefined ? undefined : dictionaries.enums[property.enum])?.values ?? []
      const names = values.map(one => one.value)
      if (property.open) return found('prop.length', 'a text of 1 to 200 characters is expected')
      const some = names.slice(0, 12).join(', ') + (names.length > 12 ? ', …' : '')
      const hint = property.pii === undefined ? didYouMean(value.slice(0, 100), names) : ''
      return found('prop.enum', `one of ${some} is expected, not ${shown(value, property)}${hint}`)
    }
    case 'string':
    case 'id':
      if (typeof value !== 'string') return wrongType()
      if (type === 'id' && value === '') return found('prop.length', 'an id is not empty')
      return found('prop.length', `${spanText(property.length ?? {})} characters are expected, not ${value.length}`)
  }
}

const explainElement = (
  element: unknown,
  at: {
    property: Property
    path: string
    dictionaries: Dictionaries
    fits: Fits
  },
): Found[] => {
  const { property, path, dictionaries, fits } = at
  if (property.item === undefined) return [explainScalar(property.of ?? 'string', element, at)]
  if (typeof element !== 'object' || element === null || Array.isArray(element)) {
    return [{ rule: 'prop.type', path, message: `${path}: an object is expected, not ${kindOf(element)}` }]
  }
  const item = element as Record<string, unknown>
  const uses = dictionaries.types[property.item]?.props ?? []
  const known = new Map(uses.map(use => [use.name, use]))
  const inner = uses.flatMap(({ name, required }): Found[] => {
    const field = dictionaries.properties[name]
    const value = item[name]
    const where = `${path}.${name}`
    if (!field) return []
    if (value === undefined) return required ? [missing(field, where)] : []
    return fits.value(field, value) ? [] : explainValue(value, { property: field, path: where, dictionaries, fits })
  })
  const extra = Object.keys(item)
    .filter(name => !known.has(name))
    .map(name => unplanned(name, `${path}.${name.slice(0, 60)}`, [...known.keys()]))
  return [...inner, ...extra]
}

/** A required property that is not there. */
export const missing = (property: Property, path: string): Found => ({
  rule: 'prop.missing',
  path,
  message: `${path}: is required (${Object.values(property.say)[0] ?? ''})`,
})

/** A property that nobody planned here. */
export const unplanned = (name: string, path: string, known: readonly string[]): Found => ({
  rule: 'prop.unplanned',
  path,
  message: `${path}: the plan has no such property here${didYouMean(name.slice(0, 100), known)}`,
})

/**
 * Why a value does not fit its property, once `fits` has said that it does not. Own code rather than the issues of zod:
 * it costs a tenth, and says what to write instead.
 */
export const explainValue = (
  value: unknown,
  at: {
    property: Property
    path: string
    dictionaries: Dictionaries
    fits: Fits
  },
): Found[] => {
  const { property, path, dictionaries, fits } = at
  if (property.type !== 'list') return [explainScalar(property.type, value, at)]
  if (value === null) return [explainScalar('string', value, at)]
  if (!Array.isArray(value)) {
    return [{ rule: 'prop.type', path, message: `${path}: a list is expected, not ${shown(value, property)}` }]
  }
  if (outside(value.length, property.size)) {
    const say = `${path}: ${spanText(property.size ?? {})} elements are expected, not ${value.length}`
    return [{ rule: 'prop.size', path, message: say }]
  }
  const reasons: Found[] = []
  for (let i = 0; i < value.length && reasons.length < MAX_ELEMENTS; i++) {
    if (fits.element(property, value[i])) continue
    reasons.push(...explainElement(value[i], { property, path: `${path}[${i}]`, dictionaries, fits }))
  }
  return reasons
}
