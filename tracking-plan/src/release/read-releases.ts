import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { PlanError } from '../errors.ts'
import { Release } from '../model.ts'
import { hashOf } from './hash-of.ts'
import { releaseFileName } from './release-file-name.ts'
import { compareVersions } from './version.ts'

/**
 * Every release in a folder, the newest first. Throws a `PlanError` that names the file where one cannot be read, or
 * was edited after it was made.
 */
export const readReleases = (dir: string): Release[] =>
  fileNames(dir)
    .map(name => readRelease(dir, name))
    .sort((a, b) => compareVersions(b.version, a.version))

const readRelease = (dir: string, name: string): Release => {
  const file = join(dir, name)
  const json = parse(file)
  const { data, error } = Release.safeParse(json)
  if (error) {
    const [issue] = error.issues
    throw new PlanError('release.unreadable', `${file}: ${issue?.path.join('.') || 'the whole'}: ${issue?.message}`)
  }
  // The file as it stands, with what only a later Maidian knows.
  const hash = hashOf(json as Record<string, unknown>)
  if (hash !== data.hash) throw new PlanError('release.edited', `${file} says #${data.hash}, its content is #${hash}`)
  const expected = releaseFileName(data)
  if (name !== expected) throw new PlanError('release.unreadable', `${file} holds ${expected}; give it that name`)
  return data
}

const parse = (file: string): unknown => {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch (cause) {
    throw new PlanError('release.unreadable', `${file}: ${(cause as Error).message}`, { cause })
  }
}

/** A plan that was never released has no folder. */
const fileNames = (dir: string): string[] => {
  try {
    return readdirSync(dir).filter(name => name.endsWith('.json'))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
    throw error
  }
}
