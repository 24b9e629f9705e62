/**
 * What the defaults of a table's plan columns look at. A row in which none of it is told has blanks there.
 *
 * - `keys`: of `props`. `readers`: column → the columns that look at it.
 * - `unclear`: a default looks at something else, so nothing can be said of any row.
 */
export type Defaults = {
  keys: ReadonlySet<string>
  readers: ReadonlyMap<string, readonly string[]>
  unclear: boolean
}

export type DefaultOf = { name: string; expression: string }

/** A text in SQL, with nothing escaped but quotes and backslashes. */
const TEXT = "'((?:[^'\\\\]|\\\\['\\\\])*)'"
const KEY = new RegExp(`\\bprops\\[${TEXT}\\]|\\bmapContains\\(props, ${TEXT}\\)`, 'g')
const ANY_TEXT = /'(?:[^'\\]|\\.)*'/g
const NAME = /`([^`]+)`|[A-Za-z_][\w.]*/g

const unescaped = (text: string): string => text.replace(/\\(['\\])/g, '$1')

/** Columns of a plan, by their names; all others are told in every row. */
const isPlanned = (name: string): boolean => name.startsWith('p_')

/** `columns`: all of the table, as `system.columns` tells them. */
export const defaultsOf = (columns: readonly DefaultOf[]): Defaults => {
  const names = new Set(columns.map(({ name }) => name))
  const keys = new Set<string>()
  const readers = new Map<string, string[]>()
  let unclear = false
  for (const { name, expression } of columns) {
    if (!isPlanned(name)) continue
    const rest = expression.replace(KEY, (_, ...texts: (string | undefined)[]) => {
      keys.add(unescaped(texts[0] ?? texts[1] ?? ''))
      return ''
    })
    for (const [word, quoted] of rest.replace(ANY_TEXT, '').matchAll(NAME)) {
      const read = quoted ?? word
      if (!names.has(read)) continue
      if (isPlanned(read)) readers.set(read, [...(readers.get(read) ?? []), name])
      else unclear = true
    }
  }
  return { keys, readers, unclear }
}
