import { emptyPlan } from '../empty-plan.ts'
import type { ItemType, PlanContent, PlanEvent, Property, PropertyUse, Text } from '../model.ts'
import { unitCalledFor } from '../rules/support/units.ts'
import {
  type Cell,
  enumOf,
  isOpen,
  isYes,
  type Refuse,
  type SheetProblem,
  sourcesOf,
  statusOf,
  textOf,
  unitOf,
} from './sheet-cells.ts'
import { COLUMNS, type Column, columnOf } from './sheet-columns.ts'
import { readType } from './sheet-type.ts'

export type ImportedSheet = { content: PlanContent; problems: SheetProblem[]; notes: string[] }

export type ImportSheetOptions = { plan: string; owner: string }

const NAME = /^[a-z][a-z0-9_]{0,59}$/
const HEADER_ROWS = 10

/**
 * Reads the spreadsheet that teams keep: rows of cells, one of the first of which is the header. Empty cells of an event
 * are those of the row above it, as merged cells come. What cannot be read is a problem with its row and column.
 */
export const importSheet = (
  cells: readonly (readonly unknown[])[],
  { plan, owner }: ImportSheetOptions,
): ImportedSheet => {
  const problems: SheetProblem[] = []
  const notes: string[] = []
  const headerAt = cells
    .slice(0, HEADER_ROWS)
    .findIndex(row => row.some(cell => columnOf(textOf(cell))?.column === 'event'))
  const columns = (cells[headerAt] ?? []).map(cell => columnOf(textOf(cell)))
  const further = [...new Set(columns.flatMap(one => one?.language ?? []))]
  const languages = ['zh', ...further.filter(language => language !== 'zh')]
  const content = emptyPlan({ plan, languages, defaults: { on_violation: 'flag', owner } })
  if (headerAt < 0) {
    problems.push({ row: 1, column: 1, message: 'there is no header; name the columns, such as 事件名, 属性名, 类型' })
    return { content, problems, notes }
  }
  const refuse: Refuse = ({ row, column }, message) => {
    problems.push({ row, column, message })
    return null
  }
  const firstRows = new Map<string, number>()

  /** A property of the dictionary; of a list, the rows `list.field` that follow make its type. */
  const propertyOf = (name: string, at: Record<Column, Cell>, say: Text): Property | null => {
    if (!NAME.test(name)) return refuse(at.property, `${name}: names are lower-case letters, digits and _`)
    const written = at.type.text
    const listed = enumOf(name, at.values, languages)
    const typed = readType(written === '' && listed ? 'enum' : written)
    if (typed === null)
      return refuse(
        at.type,
        `${written || 'nothing'} is no type; write string, id, int, number, decimal(2), bool, date, time, enum or list<string>`,
      )
    const unit = unitOf(at.unit) || (typed.type === 'decimal' ? unitCalledFor(name) : undefined)
    if (typed.type === 'enum' && listed === null)
      return refuse(at.values, `list the values of ${name}: wechat=微信; alipay=支付宝`)
    const property: Property = {
      name,
      ...typed,
      ...(unit && { unit }),
      ...(typed.type === 'enum' && { enum: name, ...(isOpen(at.values) && { open: true }) }),
      say,
    }
    const known = content.properties[name]
    if (known) {
      const same =
        known.type === property.type &&
        known.of === property.of &&
        known.item === property.item &&
        known.scale === property.scale
      if (!same) return refuse(at.type, `${name} is ${known.type} in row ${firstRows.get(name)}; a name has one type`)
      return known
    }
    firstRows.set(name, at.property.row)
    if (typed.type === 'enum' && listed) content.enums[name] = listed
    content.properties[name] = property
    return property
  }

  const addUse = (uses: PropertyUse[], use: PropertyUse): void => {
    if (!uses.some(({ name }) => name === use.name)) uses.push(use)
  }
  let event: PlanEvent | null = null
  cells.slice(headerAt + 1).forEach((row, i) => {
    const rowNumber = headerAt + 2 + i
    const at = Object.fromEntries(COLUMNS.map(column => [column, { text: '', row: rowNumber, column: 1 }])) as Record<
      Column,
      Cell
    >
    const texts: Partial<Record<Column, Text>> = {}
    columns.forEach((known, c) => {
      if (!known) return
      const text = textOf(row[c])
      if (known.language === undefined) at[known.column] = { text, row: rowNumber, column: c + 1 }
      if (text !== '') texts[known.column] = { ...texts[known.column], [known.language ?? 'zh']: text }
    })
    const cell = (column: Column): Cell => at[column]
    const name = cell('event').text
    if (name !== '' && name !== event?.name) {
      if (!NAME.test(name)) refuse(cell('event'), `${name}: names are lower-case letters, digits and _`)
      event = content.events[name] ?? {
        name,
        title: texts.title ?? { zh: name },
        status: statusOf(cell('status'), refuse),
        owner: cell('owner').text || owner,
        fires: { ...(texts.when && { when: texts.when }) },
        sources: sourcesOf(cell('sources'), refuse),
        props: [],
      }
      content.events[name] = event
    }
    const written = cell('property').text
    if (written === '') return
    if (event === null) {
      refuse(cell('property'), 'this property stands above any event; write 事件名 in its row')
      return
    }
    const [head = '', field] = written.split('.')
    const property = propertyOf(field ?? head, at, texts.meaning ?? { zh: field ?? head })
    if (property === null) return
    const use = { name: field ?? head, required: isYes(cell('required')) }
    if (field === undefined) {
      addUse(event.props, use)
      if (property.item !== undefined)
        content.types[property.item] ??= { name: property.item, say: property.say, props: [] }
      return
    }
    const item: ItemType | undefined = content.types[content.properties[head]?.item ?? '']
    if (item) addUse(item.props, use)
    else
      refuse(
        cell('property'),
        `${head} is no list of objects; write its row before, of the type list<${head.replace(/s$/, '')}>`,
      )
  })
  for (const type of Object.values(content.types)) {
    if (type.props.length === 0) notes.push(`${type.name} has no fields; write rows such as items.price`)
  }
  const unknown = (cells[headerAt] ?? []).map(textOf).filter((header, c) => header !== '' && columns[c] === null)
  if (unknown.length > 0) notes.push(`columns that were not read: ${unknown.join(', ')}`)
  return { content, problems, notes }
}
