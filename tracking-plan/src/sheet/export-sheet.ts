import type { PlanContent, PlanEvent, Property, PropertyUse, Text } from '../model.ts'
import { valueCell } from './sheet-cells.ts'
import { COLUMNS, type Column, headerOf, TEXT_COLUMNS } from './sheet-columns.ts'
import { typeCell } from './sheet-type.ts'

type Cells = Partial<Record<Column, string | Text>>

const valuesCell = ({ enum: name, open }: Property, { enums, languages }: PlanContent): Text | string => {
  const listed = (name === undefined ? undefined : enums[name])?.values ?? []
  if (listed.length === 0) return ''
  const inLanguage = (language: string): string => {
    const told = listed.map(({ value, say }) => {
      const text = say[language] ?? value
      return text === value ? valueCell(value) : `${valueCell(value)}=${valueCell(text)}`
    })
    return [...told, ...(open ? ['…'] : [])].join('; ')
  }
  return Object.fromEntries(languages.map(language => [language, inLanguage(language)]))
}

const eventCells = ({ name, title, fires, sources, owner, status }: PlanEvent): Cells => ({
  event: name,
  title,
  when: fires.when ?? '',
  sources: Object.entries(sources)
    .map(([kind, from]) => (from === true ? kind : `${kind}${from}`))
    .join(', '),
  owner,
  status,
})

/** A property and, of a list of objects, the fields of its elements: `items.price`. */
const propertyCells = ({ name, required, say }: PropertyUse, content: PlanContent, prefix = ''): Cells[] => {
  const property = content.properties[name]
  if (!property) return []
  const item = property.item === undefined ? undefined : content.types[property.item]
  return [
    {
      property: prefix + name,
      meaning: say ?? property.say,
      type: typeCell(property),
      required: required ? '是' : '否',
      values: valuesCell(property, content),
      unit: property.unit ?? '',
      privacy: property.pii === undefined ? '' : `${property.pii}:${property.store ?? 'drop'}`,
    },
    ...(item?.props ?? []).flatMap(use => propertyCells(use, content, `${prefix}${name}.`)),
  ]
}

/** A plan as rows of text, the header first: one row per event and property, the event's own cells on its first row. */
export const exportSheet = (content: PlanContent): string[][] => {
  const [first = '', ...further] = content.languages
  // Headers without a language are Chinese: that is what teams write.
  const unnamed = first === 'zh' ? undefined : first
  const columns = COLUMNS.flatMap(column => [
    { column, language: TEXT_COLUMNS.includes(column) ? unnamed : undefined },
    ...(TEXT_COLUMNS.includes(column) ? further.map(language => ({ column, language })) : []),
  ])
  const rowOf = (cells: Cells): string[] =>
    columns.map(({ column, language }) => {
      const cell = cells[column] ?? ''
      return typeof cell === 'string' ? (language === undefined ? cell : '') : (cell[language ?? first] ?? '')
    })
  const rows = Object.values(content.events).flatMap(event => {
    const [head = {}, ...rest] = event.props.flatMap(use => propertyCells(use, content))
    return [{ ...eventCells(event), ...head }, ...rest].map(rowOf)
  })
  return [columns.map(({ column, language }) => headerOf(column, language)), ...rows]
}
