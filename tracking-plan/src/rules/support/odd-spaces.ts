import type { PlanFile } from '../../load/plan-file.ts'
import type { Word } from '../../load/words.ts'
import type { TextEdit } from '../rule.ts'
import { isStrict, meaningOf } from './meaning.ts'

/** Before a word, behind `-`, and behind the colon of a key. */
const EDGE = /^[ \t]*(?:(?:-|[\w$]+[!！]?:)[ \t]*)?$/
const LANGUAGE = /^[ \t]*(?:zh|en|ja|ko|[a-z]{2}-[A-Z]{2}):[ \t]*$/
const ANYWHERE = /^/
/** What stands before such an edge is short. */
const MAX_BEFORE = 100

/** What must stand before these characters in their line for them to be out of place; null where they never are. */
const beforeOf = (file: PlanFile, { role, path, compact, ownLine }: Word): RegExp | null => {
  const meaning = meaningOf(file, { role, path })
  if (role === 'bare' || meaning === 'structure' || meaning === 'key') return EDGE
  if (isStrict(meaning)) return ANYWHERE
  // In a text for people they are at home, but not behind its languages.
  return meaning === 'text' && role === 'value' && ownLine && !compact ? LANGUAGE : null
}

/**
 * Characters of a class where YAML does not take them for the space they look like: before a word as indentation, behind
 * `-` or the colon of a key, and anywhere in what machines read. `runs` is a global pattern of one or more of them.
 */
export const oddSpaces = (
  file: PlanFile,
  word: Word,
  { runs, meant }: { runs: RegExp; meant: (sign: string, indents: boolean) => string },
): TextEdit[] => {
  const { source, offset, style, ownLine } = word
  if (style !== 'plain' || source.search(runs) < 0) return []
  const before = beforeOf(file, word)
  if (before === null) return []
  return [...source.matchAll(runs)].flatMap(({ index, 0: run }) => {
    const line = source.lastIndexOf('\n', index - 1) + 1
    if (before !== ANYWHERE && (index - line > MAX_BEFORE || !before.test(source.slice(line, index)))) return []
    const indents = ownLine && index === line
    const start = offset + index
    return [{ start, end: start + run.length, text: [...run].map(sign => meant(sign, indents)).join('') }]
  })
}
