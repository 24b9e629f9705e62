import { createHash } from 'node:crypto'
import type { PlanContent } from '../model.ts'

/** What a release adds to a plan, and what it only remembers. */
const NOT_CONTENT = new Set(['format', 'version', 'hash', 'released', 'changelog', 'retired', 'reserved'])

/** The one text of a JSON value: keys sorted, undefined left out, no spaces. */
export const canonicalJson = (value: unknown): string => {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null'
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`
  const entries = Object.entries(value)
    .filter(([, part]) => part !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${entries.map(([key, part]) => `${JSON.stringify(key)}:${canonicalJson(part)}`).join(',')}}`
}

const withoutVersion = ({ version: _, ...event }: Record<string, unknown>): Record<string, unknown> => event

/**
 * Eight hexadecimal digits of the SHA-256 of what a plan says. Versions are no part of it: they follow from it, and so
 * a working tree without changes has the hash of its release. Texts, owners and bindings are part of it, though they change
 * no answer: what is said is what a release fixes for ever, and what `plan bindings` and the catalog read. Takes a release as well, or one as read from its file.
 */
export const hashOf = (content: PlanContent | Record<string, unknown>): string => {
  const said = Object.fromEntries(Object.entries(content).filter(([key]) => !NOT_CONTENT.has(key)))
  const events = Object.entries((said.events ?? {}) as Record<string, Record<string, unknown>>)
  const plain = { ...said, events: Object.fromEntries(events.map(([name, event]) => [name, withoutVersion(event)])) }
  return createHash('sha256').update(canonicalJson(plain)).digest('hex').slice(0, 8)
}
