/** A name as part of a path: what no file system and no address gives a meaning to stays, the rest is its code. */
const inPath = (name: string): string =>
  name.replace(/[^A-Za-z0-9_$]/gu, character => `-${character.codePointAt(0)?.toString(16)}`)

/** Where the page of an event is, from the catalog's folder. */
export const eventFile = (name: string): string => `events/${inPath(name)}.html`

/** The list of events that a search finds. */
export const searchFor = (words: string): string => `index.html?q=${encodeURIComponent(words)}`

/** A screenshot's address, from the catalog's folder; null for a path that leads out of the plan's folder. */
export const shotFile = (path: string): string | null => {
  const parts = path.split(/[\\/]/)
  const inside = parts.every(part => part !== '' && part !== '..' && !part.includes(':'))
  return inside ? parts.map(encodeURIComponent).join('/') : null
}
