import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Migration } from './port.ts'

/** Named from the package's root, since compiled files lie in `dist` and these do not. */
const folder = fileURLToPath(new URL('../../src/event-store/migrations/', import.meta.url))

/** The numbered files of `migrations/`, in their order. */
export const migrations = (): Migration[] =>
  readdirSync(folder)
    .filter(file => file.endsWith('.sql'))
    .sort()
    .map(file => ({ id: file.replace(/\.sql$/, ''), sql: readFileSync(`${folder}${file}`, 'utf8') }))

/** A file's statements: separated by a semicolon at the end of a line, comments between them removed. */
export const statements = (sql: string): string[] =>
  sql
    .split(/;\s*(?:\n|$)/)
    .map(statement => statement.replace(/^--.*$/gm, '').trim())
    .filter(statement => statement !== '')
