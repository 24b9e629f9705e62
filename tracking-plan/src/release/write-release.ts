import { closeSync, fsyncSync, linkSync, mkdirSync, openSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { PlanError } from '../errors.ts'
import type { Release } from '../model.ts'
import { releaseFileName } from './release-file-name.ts'

/**
 * Writes a release beside the earlier ones, and says where. Whole or not at all, and never over another one: throws
 * `release.exists` where that version is there, whoever made it.
 */
export const writeRelease = (dir: string, release: Release): string => {
  mkdirSync(dir, { recursive: true })
  const name = releaseFileName(release)
  const file = join(dir, name)
  const draft = join(dir, `.${name}.${process.pid}.tmp`)
  try {
    writeDurably(draft, `${JSON.stringify(release, null, 2)}\n`)
    // A link, unlike a rename, refuses to replace anything.
    linkSync(draft, file)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST')
      throw new PlanError('release.exists', file, { cause: error })
    throw error
  } finally {
    rmSync(draft, { force: true })
  }
  return file
}

const writeDurably = (file: string, text: string): void => {
  const descriptor = openSync(file, 'w')
  try {
    writeFileSync(descriptor, text)
    fsyncSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
}
