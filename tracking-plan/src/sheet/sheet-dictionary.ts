import type { Enumeration, PlanContent, Property } from '../model.ts'
import { RESERVED_COLUMNS } from '../reserved-names.ts'
import { unitCalledFor } from '../rules/support/units.ts'
import { privacyOf, type Refuse, unitOf, valuesOf } from './sheet-cells.ts'
import type { SheetRow } from './sheet-header.ts'
import { readType, type Typed } from './sheet-type.ts'

const NAME = /^[a-z][a-z0-9_]{0,59}$/
const TYPES = 'string, id, int, number, decimal(2), bool, date, time, enum or list<string>'

/** What two rows must agree on: a name has one definition. */
const FACTS = ['type', 'of', 'item', 'scale', 'enum', 'open', 'unit', 'pii', 'store'] as const

/**
 * The properties that rows define. The first row of a name defines it; a later one may leave its definition empty, or
 * must say the same.
 */
export const createDictionary = (content: PlanContent, refuse: Refuse) => {
  const firstRows = new Map<string, number>()

  const enumOf = (name: string, { texts }: SheetRow): Enumeration | null => {
    const told = content.languages.map(language => ({ language, ...valuesOf(texts.values?.[language] ?? '') }))
    const values = [...(told[0]?.listed ?? [])].map(([value, first]) => ({
      value,
      say: Object.fromEntries(told.map(({ language, listed }) => [language, listed.get(value) ?? first])),
    }))
    return values.length === 0 ? null : { name, values }
  }

  const defined = (name: string, typed: Typed, row: SheetRow): Property | null => {
    const { cells, texts } = row
    const unit = unitOf(cells.unit) || (typed.type === 'decimal' ? unitCalledFor(name) : undefined)
    const property: Property = {
      name,
      ...typed,
      ...(unit && { unit }),
      ...privacyOf(cells.privacy, refuse),
      say: texts.meaning ?? { [content.languages[0] as string]: name },
    }
    if (typed.type !== 'enum') return property
    const named = typed.enum ?? name
    const enumeration = content.enums[named] ?? enumOf(named, row)
    if (enumeration === null) return refuse(cells.values, `list the values of ${name}: wechat=微信; alipay=支付宝`)
    content.enums[named] = enumeration
    return { ...property, enum: named, ...(valuesOf(cells.values.text).open && { open: true }) }
  }

  /** The property that a row is about; null where it cannot be read. */
  return (name: string, row: SheetRow): Property | null => {
    const { cells } = row
    if (!NAME.test(name)) return refuse(cells.property, `${name}: names are lower-case letters, digits and _`)
    if (RESERVED_COLUMNS.includes(name))
      return refuse(cells.property, `${name}: every event has a column of this name; choose another`)
    const known = content.properties[name]
    const written = cells.type.text || (known ? '' : cells.values.text === '' ? '' : 'enum')
    if (known && written === '') return known
    const typed = readType(written)
    if (typed === null) return refuse(cells.type, `${written || 'nothing'} is no type; write ${TYPES}`)
    const property = defined(name, typed, row)
    if (property === null) return null
    if (!known) {
      firstRows.set(name, cells.property.row)
      content.properties[name] = property
      return property
    }
    const differs = FACTS.find(fact => known[fact] !== property[fact] && property[fact] !== undefined)
    if (differs === undefined) return known
    const where =
      differs === 'unit' ? cells.unit : differs === 'pii' || differs === 'store' ? cells.privacy : cells.type
    return refuse(
      where,
      `${name}: ${differs} is ${String(known[differs])} in row ${firstRows.get(name)}; a name has one definition`,
    )
  }
}
