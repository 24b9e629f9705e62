import type { Enumeration, Property, ScalarType, Text } from '../model.ts'
import { privacyInName } from '../rules/support/private-names.ts'
import { unitCalledFor } from '../rules/support/units.ts'
import type { ValueProfile } from './value-profile.ts'

/** A property as traffic suggests it, with the enum it brings and what a person should look at. */
export type Inferred = {
  property: Property
  enumeration?: Enumeration
  notes: string[]
  /** Comments for its line of YAML. */
  remarks: string[]
}

/** So many values are too few to say what is always so. */
export const ENOUGH = 20
const MAX_ENUM_VALUES = 30
const LONGEST = 2000
/** Epoch ms of this century. */
const MOMENTS: readonly [number, number] = [Date.UTC(2000, 0, 1), Date.UTC(2100, 0, 1)]

/** A share of the values that may be a slip. */
const SLIPS = 0.005

const MONEY = new Set(['CNY'])

/** A share of values that look private, from which on the property is. */
const PRIVATE = 0.02

const privacy = (name: string, { seen, phones, mails, idCards }: ValueProfile): string | undefined => {
  const some = Math.max(1, seen * PRIVATE)
  if (phones >= some || mails >= some) return 'contact'
  return idCards >= some ? 'id' : privacyInName(name)
}

const isIdName = (name: string): boolean => /(?:^|_)ids?$/.test(name)

const textType = (name: string, profile: ValueProfile): ScalarType => {
  if (isIdName(name) && profile.empty <= profile.seen * SLIPS) return 'id'
  if (profile.days === profile.kinds.text) return 'date'
  return profile.moments === profile.kinds.text ? 'time' : 'string'
}

/** Closed where the values are few, come again and again, and no new one came in the second half of what was seen. */
const enumOf = ({ distinct, seen, lastNew, kinds }: ValueProfile): 'closed' | 'open' | null => {
  if (distinct === null || distinct.size === 0 || distinct.size > MAX_ENUM_VALUES || distinct.has('')) return null
  if (kinds.text < distinct.size * 5 || kinds.text < ENOUGH) return null
  return lastNew < seen / 2 && kinds.text >= distinct.size * 20 ? 'closed' : 'open'
}

/** 300 → 1000: what was not seen yet is not forbidden. */
const roundedUp = (max: number): number => 10 ** Math.ceil(Math.log10(Math.max(max, 1) * 2))

const numberOf = (name: string, profile: ValueProfile): Partial<Property> => {
  const { kinds, min, max, digits } = profile
  const unit = unitCalledFor(name)
  const range = min >= 0 ? { min: 0, max: roundedUp(max) } : undefined
  if (/(?:_at|_time)$/.test(name) && min >= MOMENTS[0] && max <= MOMENTS[1]) return { type: 'time' }
  if (unit !== undefined && MONEY.has(unit))
    return { type: 'decimal', scale: Math.max(2, Math.min(digits, 6)), unit, ...(min >= 0 && { range: { min: 0 } }) }
  return { type: kinds.number > 0 ? 'number' : 'int', ...(unit && { unit }), ...(range && { range }) }
}

/** The kind that nearly all values are of. */
const mainKind = ({ kinds, seen }: ValueProfile): 'text' | 'number' | 'bool' | 'list' | 'object' | 'mixed' => {
  const real = seen - kinds.null
  const counts = {
    text: kinds.text,
    number: kinds.number + kinds.int,
    bool: kinds.bool,
    list: kinds.list,
    object: kinds.object,
  }
  for (const [kind, n] of Object.entries(counts))
    if (n > 0 && n >= real * (1 - SLIPS)) return kind as keyof typeof counts
  return 'mixed'
}

const IS_NO_ID = 'lint-ok name.id: what traffic sends under this name is no id'

/** What is private and no text cannot be hashed: nothing of it is kept, until it is sent as a text. */
const dropped = (name: string, pii: string): Pick<Inferred, 'notes'> & { privacy: Partial<Property> } => ({
  privacy: { pii, store: 'drop' },
  notes: [`${name} is probably private (${pii}) and no text: nothing of it is kept; send a text to have it hashed`],
})

const inferNumber = (base: Property, profile: ValueProfile): Inferred => {
  const { name } = base
  const pii = privacy(name, profile)
  const kept = pii === undefined ? null : dropped(name, pii)
  if (isIdName(name)) {
    const notes = [`${name} is sent as a number; an id is a text, so that no zeros and no digits are lost`]
    return {
      property: { ...base, type: 'int', ...kept?.privacy },
      notes: [...notes, ...(kept?.notes ?? [])],
      remarks: [],
    }
  }
  const number = numberOf(name, profile)
  const guessed = number.unit === undefined ? [] : [`the unit ${number.unit} is a guess by the name`]
  return {
    property: { ...base, type: 'int', ...number, ...kept?.privacy },
    notes: [...guessed.map(guess => `${name}: ${guess}`), ...(kept?.notes ?? [])],
    remarks: guessed,
  }
}

const inferList = (base: Property, profile: ValueProfile): Inferred | { why: string } => {
  const { name, say } = base
  const { element, fields, largest } = profile
  const size = { max: roundedUp(Math.max(largest, 10)) }
  if (fields && element) return { why: `${name} is a list of objects and of other things` }
  if (fields) return { property: { ...base, type: 'list', item: name, size }, notes: [], remarks: [] }
  const inner = element && inferKind(name, { ...element, distinct: null }, say)
  if (inner && 'why' in inner) return inner
  // Of lists that were always empty only the name tells.
  const elements: Partial<Property> = inner?.property ?? { pii: privacyInName(name) }
  const { type: of = 'string', scale, unit, pii } = elements
  if (of === 'list' || of === 'enum') return { why: `${name} is a list of lists` }
  const kept = pii === undefined ? null : dropped(name, pii)
  const single = { of, ...(scale !== undefined && { scale }), ...(unit !== undefined && { unit }) }
  return {
    property: { ...base, type: 'list', ...single, size, ...kept?.privacy },
    notes: kept?.notes ?? [],
    remarks: inner?.remarks ?? [],
  }
}

const inferText = (base: Property, profile: ValueProfile): Inferred => {
  const { name, say } = base
  const pii = privacy(name, profile)
  if (pii !== undefined) {
    const notes = [`${name} is probably private (${pii}): it will be hashed before anything is kept`]
    return { property: { ...base, type: 'string', pii, store: 'hash' }, notes, remarks: [] }
  }
  const type = textType(name, profile)
  const listed = type === 'string' && !isIdName(name) ? enumOf(profile) : null
  if (listed === null) {
    const max = Math.min(LONGEST, Math.max(64, 2 ** Math.ceil(Math.log2(Math.max(profile.longest, 1) * 4))))
    const property: Property = { ...base, type, ...(type === 'string' && { length: { max } }) }
    return { property, notes: [], remarks: [] }
  }
  const values = [...(profile.distinct ?? [])].sort((a, b) => b[1] - a[1]).map(([value]) => value)
  const texts = (value: string): Text => Object.fromEntries(Object.keys(say).map(language => [language, value]))
  return {
    property: { ...base, type: 'enum', enum: name, ...(listed === 'open' && { open: true }) },
    enumeration: { name, values: values.map(value => ({ value, say: texts(value) })) },
    notes: [`the ${values.length} values of ${name} stand in the YAML; see that none of them is private`],
    remarks: [],
  }
}

/**
 * What a property is, by its name and its values. Null where it cannot be one: values of several types, or objects. What
 * a list of objects holds is inferred by the caller.
 */
export const inferProperty = (name: string, profile: ValueProfile, say: Text): Inferred | { why: string } => {
  const found = inferKind(name, profile, say)
  if ('why' in found || !isIdName(name) || (found.property.of ?? found.property.type) === 'id') return found
  return { ...found, remarks: [...found.remarks, IS_NO_ID] }
}

const inferKind = (name: string, profile: ValueProfile, say: Text): Inferred | { why: string } => {
  const base: Property = { name, type: 'string', say, ...(profile.kinds.null > 0 && { nullable: true }) }
  switch (mainKind(profile)) {
    case 'mixed': {
      const kinds = Object.entries(profile.kinds).filter(([, n]) => n > 0)
      const seen = kinds.map(([one, n]) => `${one} ${n} ×`).join(', ')
      return { why: `${name} has values of several types (${seen}); a property has one` }
    }
    case 'object':
      return { why: `${name} is an object; send its parts as properties, or a list of objects` }
    case 'bool':
      return { property: { ...base, type: 'bool' }, notes: [], remarks: [] }
    case 'number':
      return inferNumber(base, profile)
    case 'list':
      return inferList(base, profile)
    case 'text':
      return inferText(base, profile)
  }
}
