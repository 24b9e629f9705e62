import type { FileRule } from '../rule.ts'
import { meaningOf } from '../support/meaning.ts'
import { quoting } from '../support/quoting.ts'

const DATE = /^\d{4}-\d{1,2}-\d{1,2}(?:(?:[Tt]|[ \t]+)\d{1,2}:\d{2}.*)?$/
/** 12:30:45, which older tools count in sixties. */
const SEXAGESIMAL = /^[-+]?\d[\d_]*(?::[0-5]?\d)+(?:\.\d*)?$/

export const yamlDate: FileRule = {
  id: 'yaml.date',
  severity: 'warning',
  say: 'days and times stand in quotes: many tools read them as something else',
  check: file =>
    file.words.flatMap(word => {
      const { source, style, offset } = word
      const kind = DATE.test(source) ? 'a time' : SEXAGESIMAL.test(source) ? 'a number' : null
      if (style !== 'plain' || kind === null || ['day', 'unknown'].includes(meaningOf(file, word))) return []
      return [{ offset, message: `many tools read ${source} as ${kind}; write "${source}"`, fix: quoting(word) }]
    }),
}
