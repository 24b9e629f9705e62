import type { PlanFile } from '../../load/plan-file.ts'
import type { Word } from '../../load/words.ts'
import { isStrict, meaningOf, valueMeaning } from './meaning.ts'
import type { Meaning } from './shapes.ts'

/** A key that did not become one, because of what stands behind it: from `start` to `end`, and then its value. */
export type KeyInWord = { offset: number; key: string; start: number; end: number; value: string; fixable: boolean }

const LANGUAGE = /^(?:zh|en|ja|ko|[a-z]{2}-[A-Z]{2})$/

/** Where nothing but a key, a list or a map is due. */
const isDue = ({ role, source }: Word, meaning: Meaning): boolean => {
  if (role === 'bare' || meaning === 'structure') return true
  // A value of an enum may have any sign in it, but not a bracket that opens what it means.
  if (role === 'key') return isStrict(meaning) || /[{[｛［]/.test(source)
  return role === 'item' && meaning === 'use'
}

/**
 * Where a key was meant and a word came of it: `title：开始结算`, `title:开始结算`. `keyAtStart` matches a line of which that
 * is so: what stands before the key, the key, and what is left behind the colon. A text for people may have it anywhere but where its languages are due.
 */
export const keysInWord = (file: PlanFile, word: Word, keyAtStart: RegExp): KeyInWord[] => {
  if (word.style !== 'plain') return []
  const { role, path, ownLine } = word
  const meaning = meaningOf(file, word)
  const within = role === 'value' ? meaning : valueMeaning(file, path.slice(0, -1))
  const due = within === 'text' ? role !== 'value' || ownLine : isDue(word, meaning)
  if (!due) return []
  const found: KeyInWord[] = []
  let offset = word.offset
  for (const written of word.source.split('\n')) {
    const line = written.replace(/\r$/, '')
    const [, before = '', key, value = ''] = keyAtStart.exec(line) ?? []
    if (key !== undefined && (within !== 'text' || LANGUAGE.test(key))) {
      const at = offset + before.length
      const start = at + key.length
      // `fires: when：x` would become `fires: when: x`, which is no YAML either.
      const fixable = role !== 'value' || ownLine || offset !== word.offset
      found.push({ offset: at, key, start, end: offset + line.length - value.length, value, fixable })
    }
    offset += written.length + 1
  }
  return found
}
