import type { Keep } from './keep.ts'
import type { PiiRules } from './pii-rules.ts'
import { scrubUrl } from './scrub-url.ts'

type Json = Record<string, unknown>
type Container = Json | unknown[]

/** Fields of a batch and of an event that are the wire's own, and no property of the plan. */
const OWN_FIELDS = new Set(
  'sdk sent device debug dropped contexts events id event plan time stream seq session user context props'.split(' '),
)
const URL_FIELDS = ['url', 'referrer', 'query', 'path']

const isContainer = (value: unknown): value is Container => typeof value === 'object' && value !== null

export type Scrub = {
  /**
   * Takes what is private out of a parsed batch, in place. `text` is the batch as it came: it tells, without a look at
   * every key, that nothing is there to be done. True where something was changed, and the batch must be written anew.
   */
  batch(batch: Json, text: string): boolean
}

/** Takes private values out of batches: by property name, wherever it stands. */
export const createScrub = ({ properties, user }: PiiRules, keep: Keep): Scrub => {
  const names = [...properties.keys()]
  const isPrivate = (name: string): boolean => properties.has(name)

  /** A value under a private name: every text and number in it, however deep. */
  const kept = (value: unknown, name: string): unknown => {
    const store = properties.get(name) ?? 'drop'
    if (value === null || value === undefined) return value
    return keep(typeof value === 'string' ? value : JSON.stringify(value), store)
  }

  const escaped = names.map(name => name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
  // One pass for all names: a search for each costs four times more.
  const inText = new RegExp(escaped.join('|'))
  // An escaped letter can hide a name from a look at the text.
  const mayHold = (text: string): boolean => text.includes('\\u') || inText.test(text)
  /** In urls a name may be percent-encoded, too. */
  const scrubUrlHere = (url: string): string => (url.includes('%') || inText.test(url) ? scrubUrl(url, isPrivate) : url)

  /** A text that is itself JSON, or a url such as that of a page that was shared. */
  const scrubText = (text: string): string => {
    if (!/^\s*[[{]/.test(text)) return /[?#]/.test(text) ? scrubUrlHere(text) : text
    if (!mayHold(text)) return text
    try {
      const inner: unknown = JSON.parse(text)
      return isContainer(inner) && scrubContainer(inner) ? JSON.stringify(inner) : text
    } catch {
      return text
    }
  }

  // A list of what is still to be looked at instead of recursion: a batch may be nested as deep as its bytes allow.
  const scrubContainer = (root: Container, own: ReadonlySet<string> = new Set()): boolean => {
    let changed = false
    const waiting: { container: Container; own: ReadonlySet<string> }[] = [{ container: root, own }]
    for (let next = waiting.pop(); next; next = waiting.pop()) {
      const container = next.container as Json
      for (const key of Object.keys(container)) {
        const value = container[key]
        if (isPrivate(key) && !next.own.has(key) && !Array.isArray(container)) {
          const left = kept(value, key)
          if (left === undefined) delete container[key]
          else container[key] = left
          changed = true
        } else if (isContainer(value)) {
          waiting.push({ container: value, own: key === 'events' || Array.isArray(container) ? next.own : new Set() })
        } else if (typeof value === 'string') {
          const left = scrubText(value)
          changed ||= left !== value
          container[key] = left
        }
      }
    }
    return changed
  }

  const scrubUser = (holder: Json): boolean => {
    if (user === null || typeof holder.user !== 'string' || holder.user === '') return false
    const left = keep(holder.user, user)
    if (left === undefined) delete holder.user
    else holder.user = left
    return true
  }

  const scrubContext = (context: unknown): boolean => {
    if (!isContainer(context)) return false
    let changed = false
    for (const field of URL_FIELDS) {
      const value = (context as Json)[field]
      if (typeof value !== 'string') continue
      const left = scrubUrlHere(value)
      changed ||= left !== value
      ;(context as Json)[field] = left
    }
    return changed
  }

  return {
    batch: (batch, text) => {
      if (names.length === 0 && user === null) return false
      let changed = scrubUser(batch)
      if (Array.isArray(batch.events)) {
        for (const event of batch.events) if (isContainer(event)) changed = scrubUser(event as Json) || changed
      }
      if (names.length === 0) return changed
      const holds = mayHold(text)
      if (Array.isArray(batch.contexts) && (holds || text.includes('%')))
        for (const context of batch.contexts) changed = scrubContext(context) || changed
      return (holds && scrubContainer(batch, OWN_FIELDS)) || changed
    },
  }
}
