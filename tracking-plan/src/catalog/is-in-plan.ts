import { existsSync, realpathSync, statSync } from 'node:fs'
import { join, normalize, sep } from 'node:path'

/** A file of the plan's folder: neither its path nor a link leads out of it, for what the catalog shows is public. */
export const isInPlan = (dir: string, path: string): boolean => {
  const file = join(dir, path)
  if (normalize(path).startsWith('..') || !existsSync(file) || !statSync(file).isFile()) return false
  return realpathSync(file).startsWith(realpathSync(dir) + sep)
}
