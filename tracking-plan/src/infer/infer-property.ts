import type { Enumeration, Property, ScalarType, Text } from '../model.ts'
import { privacyInName } from '../rules/support/private-names.ts'
import { unitCalledFor } from '../rules/support/units.ts'
import type { ValueProfile } from './value-profile.ts'

/** A property as traffic suggests it, with the enum it brings and what a person should look at. */
export type Inferred = { property: Property; enumeration?: Enumeration; notes: string[] }

/** So many values are too few to say what is always so. */
export const ENOUGH = 20
const MAX_ENUM_VALUES = 30
const LONGEST = 2000
/** Epoch ms of this century. */
const MOMENTS: readonly [number, number] = [Date.UTC(2000, 0, 1), Date.UTC(2100, 0, 1)]

/** A share of the values that may be a slip. */
const SLIPS = 0.005

const MONEY = new Set(['CNY'])

const privacy = (name: string, { kinds, phones, mails, idCards }: ValueProfile): string | undefined => {
  const half = kinds.text / 2
  if (kinds.text > 0 && (phones > half || mails > half)) return 'contact'
  if (kinds.text > 0 && idCards > half) return 'id'
  return privacyInName(name)
}

const textType = (name: string, profile: ValueProfile): ScalarType => {
  if (/(?:^|_)ids?$/.test(name)) return 'id'
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

/**
 * What a property is, by its name and its values. Null where it cannot be one: values of several types, or objects. What
 * a list of objects holds is inferred by the caller.
 */
export const inferProperty = (name: string, profile: ValueProfile, say: Text): Inferred | { why: string } => {
  const notes: string[] = []
  const base = { name, say, ...(profile.kinds.null > 0 && { nullable: true }) }
  const kind = mainKind(profile)
  if (kind === 'mixed') {
    const seen = Object.entries(profile.kinds)
      .filter(([, n]) => n > 0)
      .map(([one, n]) => `${one} ${n} ×`)
    return { why: `${name} has values of several types (${seen.join(', ')}); a property has one` }
  }
  if (kind === 'object') return { why: `${name} is an object; send its parts as properties, or a list of objects` }
  if (kind === 'bool') return { property: { ...base, type: 'bool' }, notes }
  if (kind === 'number') {
    if (/(?:^|_)ids?$/.test(name)) {
      notes.push(`${name} is sent as a number; an id is a text, so every one of them will break the plan`)
      return { property: { ...base, type: 'id' }, notes }
    }
    const number = numberOf(name, profile)
    if (number.unit !== undefined) notes.push(`${name}: the unit ${number.unit} is a guess by its name`)
    return { property: { ...base, type: 'int', ...number }, notes }
  }
  if (kind === 'list') {
    const { element, largest } = profile
    const size = { max: roundedUp(Math.max(largest, 10)) }
    if (profile.fields) return { property: { ...base, type: 'list', item: name, size }, notes }
    const inner = element ? inferProperty(name, { ...element, distinct: null }, say) : null
    if (inner && 'why' in inner) return inner
    const of = inner?.property.type ?? 'string'
    if (of === 'list' || of === 'enum') return { why: `${name} is a list of lists` }
    return {
      property: {
        ...base,
        type: 'list',
        of,
        size,
        ...(inner?.property.scale !== undefined && { scale: inner.property.scale, unit: inner.property.unit ?? 'CNY' }),
      },
      notes,
    }
  }
  const pii = privacy(name, profile)
  if (pii !== undefined) {
    notes.push(`${name} is probably private (${pii}): it will be hashed before anything is kept`)
    return { property: { ...base, type: 'string', pii, store: 'hash' }, notes }
  }
  const type = textType(name, profile)
  const listed = type === 'string' ? enumOf(profile) : null
  if (listed === null) {
    const max = Math.min(LONGEST, Math.max(64, 2 ** Math.ceil(Math.log2(Math.max(profile.longest, 1) * 4))))
    return { property: { ...base, type, ...(type === 'string' && { length: { max } }) }, notes }
  }
  const values = [...(profile.distinct ?? [])].sort((a, b) => b[1] - a[1]).map(([value]) => value)
  const enumeration = {
    name,
    values: values.map(value => ({
      value,
      say: Object.fromEntries(Object.keys(say).map(language => [language, value])),
    })),
  }
  return {
    property: { ...base, type: 'enum', enum: name, ...(listed === 'open' && { open: true }) },
    enumeration,
    notes,
  }
}
