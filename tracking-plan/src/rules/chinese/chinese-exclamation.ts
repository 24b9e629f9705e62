import type { FileRule } from '../rule.ts'
import { meaningOf } from '../support/meaning.ts'

const REQUIRED = /^(["']?[A-Za-z]\w*)(\s*！)["']?$/

export const chineseExclamation: FileRule = {
  id: 'chinese.exclamation',
  severity: 'error',
  say: 'a required property ends with ! and not with the full-width ！',
  check: file =>
    file.words.flatMap(word => {
      const [, name, sign] = REQUIRED.exec(word.source) ?? []
      if (name === undefined || sign === undefined || meaningOf(file, word) !== 'use') return []
      const start = word.offset + name.length
      const message = `the full-width ！ makes nothing required; write ${name.replace(/^["']/, '')}!`
      return [{ offset: start, message, fix: [{ start, end: start + sign.length, text: '!' }] }]
    }),
}
