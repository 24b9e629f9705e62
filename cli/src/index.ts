export { type ImportOptions, type ImportSummary, importFile } from './commands/import.ts'
export { ImportMap } from './import/map.ts'
