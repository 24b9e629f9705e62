import { readFileSync, writeFileSync } from 'node:fs'
import { parse } from 'csv-parse/sync'
import { stringify } from 'csv-stringify/sync'
import { readSheet } from 'read-excel-file/node'
import writeXlsxFile from 'write-excel-file/node'

const isExcel = (file: string): boolean => /\.xlsx$/i.test(file)

/** A text that a spreadsheet program would run as a formula gets a quote before it. */
const harmless = (text: string): string => (/^[=+\-@\t\r]/.test(text) ? `'${text}` : text)

/** Writes rows of text, the header first, as .xlsx or as CSV that Excel reads as UTF-8. */
export const writeSheetFile = async (file: string, rows: readonly (readonly string[])[]): Promise<void> => {
  if (!isExcel(file)) {
    writeFileSync(file, `\ufeff${stringify(rows.map(row => row.map(harmless)))}`)
    return
  }
  const cells = rows.map((row, i) =>
    row.map(value => ({ value, type: String, ...(i === 0 && { fontWeight: 'bold' as const }) })),
  )
  writeFileSync(file, await writeXlsxFile(cells, { stickyRowsCount: 1 }).toBuffer())
}

/** UTF-8, else what Excel in Chinese writes by default. */
const decoded = (bytes: Buffer): string => {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return new TextDecoder('gb18030').decode(bytes)
  }
}

/** The rows of a spreadsheet's first sheet, or of a CSV file. */
export const readSheetFile = async (file: string): Promise<unknown[][]> => {
  if (isExcel(file)) return readSheet(readFileSync(file))
  return parse(decoded(readFileSync(file)), { bom: true, relax_column_count: true, skip_empty_lines: false })
}
