import { createHmac } from 'node:crypto'
import type { PiiStore } from '../model.ts'

/** A secret, and the number that the hashes made with it carry, so that a later one can be told apart. */
export type PiiSecret = { version: number; secret: string }

const SECRET = /^(?:v(\d{1,4}):)?(.{16,})$/s

/** `v2:…` or `…` (version 1), 16 characters or more; null for anything else. */
export const parsePiiSecret = (text: string): PiiSecret | null => {
  const [, version = '1', secret] = SECRET.exec(text) ?? []
  return secret === undefined ? null : { version: Number(version), secret }
}

/** 128 bits in base64url. */
const HASH_LENGTH = 22

/** Phones keep the first three and last four digits, e-mail addresses the first letter and the host, others one letter. */
const masked = (text: string): string => {
  const at = text.lastIndexOf('@')
  if (at > 0) return `${text[0]}***${text.slice(at)}`
  if (/^\+?[\d\s-]{7,}$/.test(text)) return `${text.slice(0, 3)}****${text.slice(-4)}`
  return `${[...text][0] ?? ''}***`
}

const HASHED = new RegExp(`^h\\d{1,4}:[\\w-]{${HASH_LENGTH}}$`)
const MASKED = /^.{0,4}\*{3,4}/su

/** Whether a text is what was kept of a private one, and not the private one itself. */
export const isKept = (text: string, store: PiiStore): boolean =>
  store === 'hash' ? HASHED.test(text) : store === 'mask' && MASKED.test(text)

/** What is kept of a private text; undefined: nothing. */
export type Keep = (text: string, store: PiiStore) => string | undefined

/**
 * Hashes are HMAC-SHA-256 with a key of the project's own, so that one person's hash differs from project to project:
 * `h1:` with the key's version, and 22 characters. Without a secret a value that should be hashed is dropped.
 */
export const createKeep = (project: string, given: PiiSecret | null): Keep => {
  const key = given && createHmac('sha256', given.secret).update(`maidian pii ${project}`).digest()
  return (text, store) => {
    if (store === 'mask') return masked(text)
    if (store === 'drop' || key === null || given === null) return undefined
    const digest = createHmac('sha256', key).update(text).digest('base64url').slice(0, HASH_LENGTH)
    return `h${given.version}:${digest}`
  }
}
