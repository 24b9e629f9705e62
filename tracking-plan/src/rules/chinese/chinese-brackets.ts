import type { PlanFile } from '../../load/plan-file.ts'
import type { Word } from '../../load/words.ts'
import type { FileHit, FileRule } from '../rule.ts'
import { restOfLine } from '../support/lines.ts'
import { isStrict, meaningOf } from '../support/meaning.ts'

const PLAIN: Record<string, string> = { '［': '[', '【': '[', '］': ']', '】': ']', '｛': '{', '｝': '}' }
const CLOSING: Record<string, string> = { '［': '］]', '【': '】]', '｛': '｝}' }
const LANGUAGES = /^[｛［【]\s*(?:zh|en|ja|ko|[a-z]{2}-[A-Z]{2})\s*[:：]/

const edit = (offset: number, sign: string) => ({ start: offset, end: offset + 1, text: PLAIN[sign] ?? sign })

const opened = (file: PlanFile, { offset, source }: Word): FileHit[] => {
  const sign = source[0] ?? ''
  const line = restOfLine(file.text, offset)
  const close = Math.max(...[...(CLOSING[sign] ?? '')].map(one => line.lastIndexOf(one)))
  const message = `the full-width ${sign} opens nothing; write ${PLAIN[sign]}`
  if (close < 0) return [{ offset, message }]
  const fix = [edit(offset, sign)]
  if (PLAIN[line[close] ?? ''] !== undefined) fix.push(edit(offset + close, line[close] ?? ''))
  return [{ offset, message, fix }]
}

const closed = ({ offset, source }: Word): FileHit[] => {
  const at = source.split('').findLastIndex(one => !'］】｝'.includes(one)) + 1
  if (at === source.length || /[［【｛]/.test(source)) return []
  const sign = source[at] ?? ''
  const fix = [...source.slice(at)].map((one, i) => edit(offset + at + i, one))
  return [{ offset: offset + at, message: `the full-width ${sign} closes nothing; write ${PLAIN[sign]}`, fix }]
}

const ofWord = (file: PlanFile, word: Word): FileHit[] => {
  if (word.style !== 'plain' || !/^[［【｛]|[］】｝]$/.test(word.source)) return []
  const meaning = meaningOf(file, word)
  const due = isStrict(meaning) || word.role === 'bare'
  if (CLOSING[word.source[0] ?? '']) {
    if (due || (meaning === 'text' && LANGUAGES.test(restOfLine(file.text, word.offset)))) return opened(file, word)
    return []
  }
  const lastOfLine = restOfLine(file.text, word.end).trim() === ''
  return word.inFlow && (due || (meaning === 'text' && lastOfLine)) ? closed(word) : []
}

export const chineseBrackets: FileRule = {
  id: 'chinese.brackets',
  severity: 'error',
  say: 'lists and maps stand in [] and {} and not in full-width brackets',
  check: file => file.words.flatMap(word => ofWord(file, word)),
}
