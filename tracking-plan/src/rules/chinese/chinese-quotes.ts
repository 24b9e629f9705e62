import type { PlanFile } from '../../load/plan-file.ts'
import type { Word } from '../../load/words.ts'
import type { FileHit, FileRule } from '../rule.ts'
import { restOfLine } from '../support/lines.ts'
import { isStrict, meaningOf } from '../support/meaning.ts'

const CLOSING: Record<string, string> = { '“': '”', '”': '”', '„': '“', '＂': '＂', '‘': '’', '’': '’', '＇': '＇' }

const ASCII = /["\\]/

/** What a person closed a quote with: the sign that belongs to it, or the one of ASCII. */
const closesWith = (text: string, closing: string): number =>
  Math.min(...[closing, '"'].map(sign => text.indexOf(sign)).filter(at => at >= 0))

/**
 * `“…”` around a whole word: where machines read it, and in a text only where YAML cuts it at a sign inside, so that it
 * does not even end in this word.
 */
const ofWord = (file: PlanFile, word: Word): FileHit[] => {
  const { source, offset, end } = word
  const closing = CLOSING[source[0] ?? '']
  if (word.style !== 'plain' || closing === undefined) return []
  const first = offset + 1 + closesWith(source.slice(1), closing)
  const whole = first === end - 1
  if (whole && !isStrict(meaningOf(file, word))) return []
  const close = Number.isFinite(first) ? first : end + closesWith(restOfLine(file.text, end), closing)
  if (!Number.isFinite(close) || (close < end && !whole)) return []
  const message = `the full-width ${source[0]} quotes nothing; write "`
  if (ASCII.test(file.text.slice(offset + 1, close))) return [{ offset, message }]
  const fix = [offset, close].map(start => ({ start, end: start + 1, text: '"' }))
  return [{ offset, message, fix }]
}

export const chineseQuotes: FileRule = {
  id: 'chinese.quotes',
  severity: 'error',
  say: 'what needs quotes stands in " and not in “”',
  check: file => file.words.flatMap(word => ofWord(file, word)),
}
