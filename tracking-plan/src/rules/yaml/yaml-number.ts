import type { Word } from '../../load/words.ts'
import type { FileRule, TextEdit } from '../rule.ts'
import { meaningOf } from '../support/meaning.ts'
import { quoting } from '../support/quoting.ts'
import type { Meaning } from '../support/shapes.ts'

const ODD = /^[-+]?(?:0\d+|0o[0-7]+|0x[\da-f]+|0b[01]+|\d[\d_]*_[\d_]*|\d+(?:\.\d*)?e[-+]?\d+|\.inf)$|^\.nan$/i
const LONG = /^[-+]?[1-9]\d{15,}$/

const MAX_NUMBER = 60

const isOdd = (source: string): boolean =>
  source.length <= MAX_NUMBER && (ODD.test(source) || (LONG.test(source) && !Number.isSafeInteger(Number(source))))

/** Quotes where a text is meant, plain digits where a number is; of data nobody knows. */
const fixOf = (word: Word, meaning: Meaning): TextEdit[] | undefined => {
  if (meaning !== 'number') return word.role === 'key' ? quoting(word) : undefined
  const value = Number(word.source.replaceAll('_', ''))
  return Number.isSafeInteger(value) || Math.abs(value) < 1
    ? [{ start: word.offset, end: word.end, text: String(value) }]
    : undefined
}

export const yamlNumber: FileRule = {
  id: 'yaml.number',
  severity: 'warning',
  say: 'numbers are written in a way that every tool reads alike',
  check: file =>
    file.words.flatMap(word => {
      const { source, style, offset } = word
      if (style !== 'plain' || !isOdd(source)) return []
      const meaning = meaningOf(file, word)
      if (!['number', 'data', 'option', 'name', 'version'].includes(meaning)) return []
      const value = Number(source.replaceAll('_', ''))
      const message = Number.isNaN(value)
        ? `tools read ${source} differently; write "${source}" for a text`
        : `tools read ${source} as ${value}, or otherwise; write "${source}" for a text, or a plain number`
      const fix = fixOf(word, meaning)
      return [{ offset, message, ...(fix && { fix }) }]
    }),
}
