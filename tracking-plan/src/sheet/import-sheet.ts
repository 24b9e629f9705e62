import { emptyPlan } from '../empty-plan.ts'
import type { PlanContent, PlanEvent, PropertyUse } from '../model.ts'
import { RESERVED_RELATIONS } from '../reserved-names.ts'
import { type Cell, type Refuse, requiredOf, type SheetProblem, sourcesOf, statusOf } from './sheet-cells.ts'
import { createDictionary } from './sheet-dictionary.ts'
import { readHeader, type SheetRow } from './sheet-header.ts'

export type ImportedSheet = { content: PlanContent; problems: SheetProblem[]; notes: string[] }

export type ImportSheetOptions = { plan: string; owner: string }

const NAME = /^[a-z][a-z0-9_]{0,59}$/
const OWNER = /^[\w.@+-]{1,80}$/

const addUse = (uses: PropertyUse[], use: PropertyUse): void => {
  if (!uses.some(({ name }) => name === use.name)) uses.push(use)
}

/**
 * Reads the spreadsheet that teams keep: rows of cells, one of the first of which is the header. Empty cells of an event
 * are those of the row above it, as merged cells come. What cannot be read is a problem with its row and column.
 */
export const importSheet = (
  rows: readonly (readonly unknown[])[],
  { plan, owner }: ImportSheetOptions,
): ImportedSheet => {
  const problems: SheetProblem[] = []
  const header = readHeader(rows)
  if (header === null) {
    const message = 'there is no header; name the columns, such as 事件名, 属性名, 类型'
    return { content: emptyPlan({ plan }), problems: [{ row: 1, column: 1, message }], notes: [] }
  }
  const { languages } = header
  const content = emptyPlan({ plan, languages, defaults: { on_violation: 'flag', owner } })
  const refuse: Refuse = ({ row, column }, message) => {
    problems.push({ row, column, message })
    return null
  }
  const propertyOf = createDictionary(content, refuse)
  const typeCells = new Map<string, Cell>()

  const ownerOf = (cell: Cell): string => {
    if (cell.text === '') return owner
    if (!OWNER.test(cell.text)) refuse(cell, `${cell.text}: write a team such as checkout-team, or an e-mail address`)
    return cell.text
  }
  const eventOf = (name: string, { cells, texts }: SheetRow): PlanEvent => {
    if (!NAME.test(name)) refuse(cells.event, `${name}: names are lower-case letters, digits and _`)
    if (RESERVED_RELATIONS.includes(name)) refuse(cells.event, `${name}: a table or view has this name; choose another`)
    return {
      name,
      title: texts.title ?? { [languages[0] as string]: name },
      status: statusOf(cells.status, refuse),
      owner: ownerOf(cells.owner),
      fires: { ...(texts.when && { when: texts.when }) },
      sources: sourcesOf(cells.sources, refuse),
      props: [],
    }
  }
  const addProperty = (event: PlanEvent, written: string, row: SheetRow): void => {
    const [head = '', field] = written.split('.')
    const property = propertyOf(field ?? head, row)
    if (property === null) return
    const { meaning } = row.texts
    // The first text of a name is what it means; another one is what it means in this event.
    const own = meaning !== undefined && JSON.stringify(meaning) !== JSON.stringify(property.say)
    const required = requiredOf(row.cells.required, refuse)
    const use: PropertyUse = { name: property.name, required, ...(own && { say: meaning }) }
    if (field === undefined) {
      addUse(event.props, use)
      const { item, say } = property
      if (item === undefined) return
      content.types[item] ??= { name: item, say, props: [] }
      if (!typeCells.has(item)) typeCells.set(item, row.cells.type)
      return
    }
    const item = content.types[content.properties[head]?.item ?? '']
    if (item) addUse(item.props, use)
    else refuse(row.cells.property, `${head} is no list of objects; write its row before, of the type list<${head}>`)
  }

  let event: PlanEvent | null = null
  rows.slice(header.at + 1).forEach((cells, i) => {
    const row = header.read(cells, header.at + 2 + i)
    const name = row.cells.event.text
    if (name !== '' && name !== event?.name) {
      event = content.events[name] ?? eventOf(name, row)
      content.events[name] = event
    }
    const written = row.cells.property.text
    if (written === '') return
    if (event === null) refuse(row.cells.property, 'this property stands above any event; write 事件名 in its row')
    else addProperty(event, written, row)
  })
  for (const { name, props } of Object.values(content.types)) {
    const cell = typeCells.get(name)
    if (props.length === 0 && cell)
      refuse(cell, `${name} has no fields; write rows such as ${name}.price below, or list<string>`)
  }
  const notes = header.unknown.length > 0 ? [`columns that were not read: ${header.unknown.join(', ')}`] : []
  return { content, problems, notes }
}
