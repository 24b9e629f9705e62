import type { PlanContent, Property, ScalarType, Text } from '../model.ts'
import { isText, scalarColumn } from './column-type.ts'
import { readJson, readText } from './read-text.ts'

/**
 * A column of `events` that a plan asks for.
 *
 * - `name`: `p_price`; of a list of a type one per field: `p_items.item_id`.
 * - `path`: what a question calls it: `price`, `items.item_id`.
 * - `value`: the type of the value, or of a list's elements. `list`: true where the column is an array.
 * - `fallback`: SQL that reads the past values out of `props`. `reads`: the other column that it looks into, if any.
 */
export type PlanColumn = {
  name: string
  path: string
  property: string
  value: ScalarType
  scale: number
  list: boolean
  type: string
  fallback: string
  reads: string | null
  comment: string
}

export const columnName = (property: string): string => `p_${property}`

const quoted = (text: string): string => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`

const commentOf = ({ say, unit }: { say: Text; unit?: string | undefined }): string =>
  [...new Set(Object.values(say))].join(' · ') + (unit === undefined || unit === '1' ? '' : ` (${unit})`)

/** `props['coupon_code']`, and where it is not there what the column of the old name says. `known`: all that have one. */
const pastOf = (
  { name, renamed_from, type }: Property,
  read: string,
  known: ReadonlySet<string>,
): Pick<PlanColumn, 'fallback' | 'reads'> => {
  if (renamed_from === undefined || !known.has(renamed_from)) return { fallback: read, reads: null }
  const absent = type !== 'list' && !isText(type) ? `isNull(${read})` : `empty(${read})`
  const old = columnName(renamed_from)
  return { fallback: `if(${absent} AND NOT mapContains(props, ${quoted(name)}), ${old}, ${read})`, reads: old }
}

const scalarOf = (property: Property & { type: ScalarType }, known: ReadonlySet<string>): PlanColumn => {
  const { name, type, scale = 0 } = property
  return {
    name: columnName(name),
    path: name,
    property: name,
    value: type,
    scale,
    list: false,
    type: scalarColumn(type, property),
    ...pastOf(property, readText(type, `props[${quoted(name)}]`, property), known),
    comment: commentOf(property),
  }
}

const listOf = (property: Property, known: ReadonlySet<string>): PlanColumn => {
  const { name, of = 'string', scale = 0 } = property
  const elements = `JSONExtractArrayRaw(props[${quoted(name)}])`
  return {
    name: columnName(name),
    path: name,
    property: name,
    value: of,
    scale,
    list: true,
    type: `Array(${scalarColumn(of, property)})`,
    ...pastOf(property, `arrayMap(e -> ${readJson(of, 'e', property)}, ${elements})`, known),
    comment: commentOf(property),
  }
}

/** One array per field. The store wants them of equal length, so what is not told has as many elements as its neighbour. */
const itemsOf = (property: Property, { types, properties }: PlanContent): PlanColumn[] => {
  const { name, item = '' } = property
  const fields = (types[item]?.props ?? []).flatMap(use => properties[use.name] ?? [])
  const anchor = fields[0]?.name
  return fields.flatMap((field): PlanColumn[] => {
    const { type, scale = 0 } = field
    if (type === 'list') return []
    const raw = `JSONExtractRaw(e, ${quoted(field.name)})`
    const read = `arrayMap(e -> ${readJson(type, raw, field)}, JSONExtractArrayRaw(props[${quoted(name)}]))`
    const blank = isText(type) ? "''" : 'NULL'
    const column = `${columnName(name)}.${field.name}`
    return [
      {
        name: column,
        path: `${name}.${field.name}`,
        property: name,
        value: type,
        scale,
        list: true,
        type: `Array(${scalarColumn(type, field)})`,
        fallback:
          field.name === anchor
            ? read
            : `if(mapContains(props, ${quoted(name)}), ${read}, arrayMap(e -> ${blank}, \`${columnName(name)}.${anchor}\`))`,
        reads: field.name === anchor ? null : `${columnName(name)}.${anchor}`,
        comment: `${commentOf(property)}: ${commentOf(field)}`,
      },
    ]
  })
}

const ofPlan = (plan: PlanContent, known: ReadonlySet<string>): PlanColumn[] => {
  const inTypes = new Set(Object.values(plan.types).flatMap(({ props }) => props.map(({ name }) => name)))
  const used = new Set([
    ...Object.values(plan.events).flatMap(({ props, variants }) => [
      ...props.map(({ name }) => name),
      ...Object.values(variants?.when ?? {}).flatMap(uses => uses.map(({ name }) => name)),
    ]),
    ...Object.values(plan.every_event).flatMap(names => names ?? []),
  ])
  return Object.values(plan.properties).flatMap(property => {
    // What stands only inside items has its column there.
    if (inTypes.has(property.name) && !used.has(property.name)) return []
    if (property.item !== undefined) return itemsOf(property, plan)
    return property.type === 'list' ? [listOf(property, known)] : [scalarOf(property as never, known)]
  })
}

/** Those that others read come before them. */
const inOrder = (columns: ReadonlyMap<string, PlanColumn>): PlanColumn[] => {
  const placed = new Set<PlanColumn>()
  const place = (column: PlanColumn | undefined, readers: readonly PlanColumn[]): void => {
    if (column === undefined || placed.has(column) || readers.includes(column)) return
    if (column.reads !== null) place(columns.get(column.reads), [...readers, column])
    placed.add(column)
  }
  for (const column of columns.values()) place(column, [])
  return [...placed]
}

/**
 * The columns that plans ask for together, in the order in which they must be added. A property never changes its type,
 * so the first plan that has it decides; pass the newest first, for its texts. The name that a property had before is
 * mostly in an older plan: its column is read, too.
 */
export const planColumns = (plans: readonly PlanContent[]): PlanColumn[] => {
  const known = new Set(
    plans.flatMap(({ properties }) =>
      Object.values(properties).flatMap(({ name, item }) => (item === undefined ? [name] : [])),
    ),
  )
  const columns = new Map<string, PlanColumn>()
  for (const column of plans.flatMap(plan => ofPlan(plan, known))) {
    if (!columns.has(column.name)) columns.set(column.name, column)
  }
  return inOrder(columns)
}
