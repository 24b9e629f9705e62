import type { PlanFile } from '../../load/plan-file.ts'
import type { Word } from '../../load/words.ts'
import type { FileHit, FileRule, TextEdit } from '../rule.ts'
import { isStrict, meaningOf } from '../support/meaning.ts'

const COMMAS = /[，、][ \u3000]*/g
/** What YAML takes for the key of `开始，en: Begin`. */
const BEFORE_KEY = /([，、][ \u3000]*)["']?[A-Za-z_][\w-]*!?["']?$/

const betweenNames = (file: PlanFile, { source, offset, inFlow, role }: Word): FileHit[] => {
  const edits: TextEdit[] = [...source.matchAll(COMMAS)].map(({ index, 0: sign }) => ({
    start: offset + index,
    end: offset + index + sign.length,
    text: ', ',
  }))
  const [first] = edits
  if (!first) return []
  const inList = inFlow || /^[［[【]/.test(source)
  const sign = file.text.slice(first.start, first.end).trim()
  return [
    {
      offset: first.start,
      message: inList
        ? `the full-width ${sign} separates nothing; write ,`
        : `the full-width ${sign} separates nothing; ${role === 'item' ? 'give each a line of its own' : 'write [a, b]'}`,
      ...(inList && { fix: edits }),
    },
  ]
}

const beforeKey = ({ source, offset }: Word): FileHit[] => {
  const [, comma] = BEFORE_KEY.exec(source) ?? []
  if (comma === undefined) return []
  const start = offset + source.lastIndexOf(comma)
  const message = `the full-width ${comma.trim()} ends no text; write ,`
  return [{ offset: start, message, fix: [{ start, end: start + comma.length, text: ', ' }] }]
}

export const chineseComma: FileRule = {
  id: 'chinese.comma',
  severity: 'error',
  say: 'entries are separated by , and not by the full-width ， or 、',
  check: file =>
    file.words.flatMap(word => {
      if (word.style !== 'plain') return []
      if (word.compact) return word.inFlow ? beforeKey(word) : []
      return isStrict(meaningOf(file, word)) ? betweenNames(file, word) : []
    }),
}
