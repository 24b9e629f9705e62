import type { Text } from '../model.ts'
import { type Cell, textOf } from './sheet-cells.ts'
import { COLUMNS, type Column, columnOf, TEXT_COLUMNS } from './sheet-columns.ts'

/** A row as the header reads it: the cell of each column, and its texts by language. */
export type SheetRow = { cells: Record<Column, Cell>; texts: Partial<Record<Column, Text>> }

export type SheetHeader = {
  /** The index of the header's row. */
  at: number
  languages: string[]
  /** Headers that nobody knows. */
  unknown: string[]
  read(row: readonly unknown[], number: number): SheetRow
}

/** Titles and remarks may stand above the header. */
const HEADER_ROWS = 10

/** Finds the header of a spreadsheet; null where there is none. A text without a language in its header is Chinese. */
export const readHeader = (rows: readonly (readonly unknown[])[]): SheetHeader | null => {
  const at = rows.slice(0, HEADER_ROWS).findIndex(row => row.some(cell => columnOf(textOf(cell))?.column === 'event'))
  const header = rows[at]
  if (header === undefined) return null
  const columns = header.map(cell => columnOf(textOf(cell)))
  const texts = columns.flatMap(one => (one && TEXT_COLUMNS.includes(one.column) ? [one.language ?? 'zh'] : []))
  const languages = texts.length > 0 ? [...new Set(texts)] : ['zh']
  return {
    at,
    languages,
    unknown: header.map(textOf).filter((text, c) => text !== '' && columns[c] === null),
    read: (row, number) => {
      const cells = Object.fromEntries(
        COLUMNS.map(column => [column, { text: '', row: number, column: 1 }]),
      ) as SheetRow['cells']
      const told: SheetRow['texts'] = {}
      columns.forEach((known, c) => {
        if (!known) return
        const text = textOf(row[c])
        const language = known.language ?? 'zh'
        if (!TEXT_COLUMNS.includes(known.column) || language === languages[0]) {
          cells[known.column] = { text, row: number, column: c + 1 }
        }
        if (text !== '') told[known.column] = { ...told[known.column], [language]: text }
      })
      return { cells, texts: told }
    },
  }
}
