import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'

/** A folder for the tests of this file, removed after them. */
export const testFolder = (name: string): string => {
  const folder = mkdtempSync(join(tmpdir(), `maidian-${name}-`))
  afterAll(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}
