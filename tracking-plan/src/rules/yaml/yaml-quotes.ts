import type { PlanFile } from '../../load/plan-file.ts'
import type { Word } from '../../load/words.ts'
import type { FileRule } from '../rule.ts'
import { meantEnd, restOfLine } from '../support/lines.ts'
import { meaningOf } from '../support/meaning.ts'
import { quote } from '../support/quote.ts'

/** A word that has begun with what only YAML understands. */
const beginsWithSign = ({ text }: PlanFile, { style, offset, end, source }: Word): boolean => {
  if (style === 'plain') return /^[@`%]/.test(source)
  if (style === 'block') return !/^[|>][-+\d]*\s*(?:#.*)?$/.test(restOfLine(text, offset))
  // `"加购"按钮`: what stands behind the closing quote is no part of it.
  if (style === 'quoted') return /^[ \t]*[^\s,，}\]:：#]/.test(restOfLine(text, end))
  // `!!str 12` says what it is.
  return !source.startsWith('!!')
}

export const yamlQuotes: FileRule = {
  id: 'yaml.quotes',
  severity: 'error',
  say: 'a text that begins with a sign of YAML stands in quotes',
  check: file =>
    file.words.flatMap(word => {
      const { role, offset, inFlow, style, source } = word
      if (role === 'key' || role === 'bare' || !beginsWithSign(file, word)) return []
      const meaning = meaningOf(file, word)
      if (meaning !== 'text' && (meaning !== 'word' || style === 'list' || style === 'quoted')) return []
      const end = meantEnd(file.text, offset, inFlow)
      const text = quote(file.text.slice(offset, end))
      const message = `${source.slice(0, 1)} at the beginning means something to YAML; write ${text}`
      return [{ offset, message, fix: [{ start: offset, end, text }] }]
    }),
}
