import type { PlanFile } from '../../load/plan-file.ts'
import type { Word } from '../../load/words.ts'
import type { FileHit, FileRule } from '../rule.ts'
import { isStrict, meaningOf } from '../support/meaning.ts'
import { quote } from '../support/quote.ts'

/** The full-width forms of ASCII, without those that have a rule of their own: quotes, comma, colon and brackets. */
const FULL = /[！＃-＆（-＋－-９；-Ｚ＼＾-ｚ｜～]/g
const TO_ASCII = 0xfee0

const narrow = (sign: string): string => String.fromCharCode(sign.charCodeAt(0) - TO_ASCII)

const ofWord = (file: PlanFile, word: Word): FileHit[] => {
  const { source, offset, end, style } = word
  if (style === 'block' || style === 'list') return []
  const meaning = meaningOf(file, word)
  if (!isStrict(meaning)) return []
  const letters = meaning === 'use' ? source.replace(/！(["']?)$/, '!$1') : source
  const at = letters.search(FULL)
  if (at < 0) return []
  const meant = letters.replace(FULL, narrow)
  // `%` alone is no word of YAML.
  const needsQuotes = style === 'plain' && /^[%@`&*!|>?#-]|[:#]/.test(meant) && !/^- /.test(meant)
  const text = needsQuotes ? quote(meant) : meant
  return [
    {
      offset: offset + at,
      message: `${source[at]} is full-width; write ${text}`,
      fix: [{ start: offset, end, text }],
    },
  ]
}

export const chineseLetters: FileRule = {
  id: 'chinese.letters',
  severity: 'error',
  say: 'letters, digits and signs that machines read are not full-width',
  check: file => file.words.flatMap(word => ofWord(file, word)),
}
