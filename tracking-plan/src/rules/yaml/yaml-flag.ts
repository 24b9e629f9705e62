import type { FileRule } from '../rule.ts'
import { meaningOf } from '../support/meaning.ts'

const TRUE = /^["']?(?:y|yes|on|true|是)["']?$/i
const FALSE = /^["']?(?:n|no|off|false|否)["']?$/i

export const yamlFlag: FileRule = {
  id: 'yaml.flag',
  severity: 'error',
  say: 'where true or false is due, nothing else is',
  check: file =>
    file.words.flatMap(word => {
      const { source, role, offset, end } = word
      if (role !== 'value' || source === 'true' || source === 'false') return []
      const text = TRUE.test(source) ? 'true' : FALSE.test(source) ? 'false' : null
      const meaning = meaningOf(file, word)
      if (text === null || (meaning !== 'flag' && (meaning !== 'version' || text === 'false'))) return []
      return [{ offset, message: `write ${text} instead of ${source}`, fix: [{ start: offset, end, text }] }]
    }),
}
