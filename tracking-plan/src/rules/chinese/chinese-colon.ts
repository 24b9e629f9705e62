import type { PlanFile } from '../../load/plan-file.ts'
import type { Word } from '../../load/words.ts'
import type { FileHit, FileRule, TextEdit } from '../rule.ts'
import { keysInWord } from '../support/keys-in-word.ts'

const KEY = /^([ \t\u3000]*(?:- +)?)([A-Za-z_$][\w$.-]*[!！]?)[ ]*：[ \u3000\u00a0]*(.*)$/
const LANGUAGE = /^(?:zh|en|ja|ko|[a-z]{2}-[A-Z]{2})$/
/** `开始，en：Begin` in braces: a further key behind the first text. */
const NEXT = /([，,、]\s*)((?:zh|en|ja|ko|[a-z]{2}-[A-Z]{2})|[A-Za-z_][\w-]*[!！])(：\s*)/g

const nextKeys = ({ inFlow, source, offset, style, role, path }: Word): TextEdit[] =>
  inFlow && style === 'plain' && (role !== 'value' || LANGUAGE.test(String(path.at(-1))))
    ? [...source.matchAll(NEXT)].flatMap(({ index, 1: comma = '', 2: key = '', 3: colon = '' }) => {
        const start = offset + index
        const behind = start + comma.length + key.length
        return [
          { start, end: start + comma.length, text: ', ' },
          { start: behind, end: behind + colon.length, text: ': ' },
        ]
      })
    : []

const ofWord = (file: PlanFile, word: Word): FileHit[] => {
  const { source } = word
  const keys = source.includes('：') ? keysInWord(file, word, KEY) : []
  const next = nextKeys(word)
  const [first] = keys
  if (!first && next.length === 0) return []
  const edits = keys.map(({ start, end, value }) => ({ start, end, text: value === '' ? ':' : ': ' }))
  const fixable = keys.every(key => key.fixable)
  const key = first?.key ?? file.text.slice(next[0]?.end ?? 0, next[1]?.start ?? 0)
  return [
    {
      offset: first?.start ?? next[1]?.start ?? word.offset,
      message: fixable
        ? `a full-width colon ends no key; write ${key}: with a space behind it`
        : `a full-width colon ends no key; write {${key}: ${first?.value ?? '…'}}`,
      ...(fixable && { fix: [...edits, ...next] }),
    },
  ]
}

export const chineseColon: FileRule = {
  id: 'chinese.colon',
  severity: 'error',
  say: 'a key ends with : and not with the full-width ：',
  check: file => file.words.flatMap(word => ofWord(file, word)),
}
