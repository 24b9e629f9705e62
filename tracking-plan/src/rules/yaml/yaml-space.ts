import type { FileRule } from '../rule.ts'
import { keysInWord } from '../support/keys-in-word.ts'

export const yamlSpace: FileRule = {
  id: 'yaml.space',
  severity: 'error',
  say: 'a space stands behind the colon of a key',
  check: file =>
    file.words.flatMap(word =>
      keysInWord(file, word, ':(?![\\s:/\\u3000\\u00a0])').map(({ start, end, key, value, fixable }) => ({
        offset: start,
        message: fixable ? `write ${key}: with a space behind it` : `write {${key}: ${value}}`,
        ...(fixable && { fix: [{ start, end, text: ': ' }] }),
      })),
    ),
}
