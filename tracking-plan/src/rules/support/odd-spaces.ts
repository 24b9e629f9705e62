import type { PlanFile } from '../../load/plan-file.ts'
import type { Word } from '../../load/words.ts'
import type { TextEdit } from '../rule.ts'
import { isStrict, meaningOf } from './meaning.ts'

/** Before a word, behind `-`, and behind the colon of a key. */
const EDGES = '(?<=^[ \\t]*(?:(?:-|[\\w$]+[!！]?:)[ \\t]*)?)'
const LANGUAGE = '(?<=^[ \\t]*(?:zh|en|ja|ko|[a-z]{2}-[A-Z]{2}):[ \\t]*)'

/** Where in a word these characters are not at home: in a text for people that is only behind its languages. */
const placeOf = (file: PlanFile, { role, path, compact, ownLine }: Word): string | null => {
  const meaning = meaningOf(file, { role, path })
  if (role === 'bare' || meaning === 'structure' || meaning === 'key') return EDGES
  if (isStrict(meaning)) return ''
  return meaning === 'text' && role === 'value' && ownLine && !compact ? LANGUAGE : null
}

/**
 * Characters of a class where YAML does not take them for the space they look like: before a word as indentation, behind
 * `-` or the colon of a key, and anywhere in what machines read.
 */
export const oddSpaces = (
  file: PlanFile,
  word: Word,
  { signs, meant }: { signs: string; meant: (sign: string, indents: boolean) => string },
): TextEdit[] => {
  const { source, offset, style, ownLine } = word
  const place = style === 'plain' ? placeOf(file, word) : null
  if (place === null) return []
  return [...source.matchAll(new RegExp(`${place}[${signs}]+`, 'gm'))].map(({ index, 0: run }) => {
    const indents = ownLine && (index === 0 || source[index - 1] === '\n')
    const start = offset + index
    return { start, end: start + run.length, text: [...run].map(sign => meant(sign, indents)).join('') }
  })
}
