import { randomBytes } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type PiiSecret, parsePiiSecret } from '@maidian/tracking-plan'

/** What private data is hashed with: the environment's, else one that stays the same in a data folder. */
export const piiSecretOf = (dataDir: string, given: string | undefined): PiiSecret | null => {
  if (given !== undefined) return parsePiiSecret(given)
  const file = join(dataDir, 'pii-secret')
  try {
    return parsePiiSecret(readFileSync(file, 'utf8').trim())
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
  }
  const made = randomBytes(32).toString('base64url')
  mkdirSync(dataDir, { recursive: true })
  writeFileSync(file, `${made}\n`, { mode: 0o600 })
  return parsePiiSecret(made)
}
