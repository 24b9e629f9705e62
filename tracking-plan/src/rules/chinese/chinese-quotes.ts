import type { PlanFile } from '../../load/plan-file.ts'
import type { Word } from '../../load/words.ts'
import type { FileHit, FileRule } from '../rule.ts'
import { restOfLine } from '../support/lines.ts'
import { isStrict, meaningOf } from '../support/meaning.ts'

const CLOSING: Record<string, string> = { '“': '”', '”': '”', '„': '“', '＂': '＂', '‘': '’', '’': '’', '＇': '＇' }

/**
 * `“…”` around a whole word: where machines read it, and in a text only where YAML cuts it at a sign inside, so that it
 * does not even end in this word.
 */
const ofWord = (file: PlanFile, word: Word): FileHit[] => {
  const { source, offset, end } = word
  const closing = CLOSING[source[0] ?? '']
  if (word.style !== 'plain' || closing === undefined) return []
  const whole = source.length > 1 && source.endsWith(closing)
  const cut = !source.slice(1).includes(closing)
  if (!whole && !cut) return []
  if (whole && !isStrict(meaningOf(file, word))) return []
  const behind = restOfLine(file.text, end).indexOf(closing)
  if (!whole && behind < 0) return []
  const close = whole ? end - 1 : end + behind
  const message = `the full-width ${source[0]} quotes nothing; write "`
  const inside = file.text.slice(offset + 1, close)
  if (/["\\]/.test(inside)) return [{ offset, message }]
  const fix = [
    { start: offset, end: offset + 1, text: '"' },
    { start: close, end: close + 1, text: '"' },
  ]
  return [{ offset, message, fix }]
}

export const chineseQuotes: FileRule = {
  id: 'chinese.quotes',
  severity: 'error',
  say: 'what needs quotes stands in " and not in “”',
  check: file => file.words.flatMap(word => ofWord(file, word)),
}
