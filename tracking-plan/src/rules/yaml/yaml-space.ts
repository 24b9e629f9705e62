import type { FileRule } from '../rule.ts'
import { keysInWord } from '../support/keys-in-word.ts'

const KEY = /^([ \t\u3000]*(?:- +)?)([A-Za-z_$][\w$.-]*[!！]?)[ ]*:(?![\s:/])(.*)$/

export const yamlSpace: FileRule = {
  id: 'yaml.space',
  severity: 'error',
  say: 'a space stands behind the colon of a key',
  check: file =>
    file.words.flatMap(word =>
      keysInWord(file, word, KEY).map(({ start, end, key, value, fixable }) => ({
        offset: start,
        message: fixable ? `write ${key}: with a space behind it` : `write {${key}: ${value}}`,
        ...(fixable && { fix: [{ start, end, text: ': ' }] }),
      })),
    ),
}
