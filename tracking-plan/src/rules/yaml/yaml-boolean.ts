import type { FileRule } from '../rule.ts'
import { meaningOf } from '../support/meaning.ts'
import { quoting } from '../support/quoting.ts'

const WORDS = /^(?:y|yes|n|no|on|off)$/i
/** As a key these are no texts, either. */
const KEYS = /^(?:y|yes|n|no|on|off|true|false|null|~)$/i

export const yamlBoolean: FileRule = {
  id: 'yaml.boolean',
  severity: 'warning',
  say: 'yes, no, on and off stand in quotes: many tools read them as true and false',
  check: file =>
    file.words.flatMap(word => {
      const { source, style, role, offset } = word
      if (style !== 'plain' || !(role === 'key' ? KEYS : WORDS).test(source)) return []
      const meaning = meaningOf(file, word)
      if (meaning === 'flag' || meaning === 'version') return []
      const message = `many tools read ${source} as ${/^(?:null|~)$/i.test(source) ? 'nothing' : 'a boolean'}; write "${source}"`
      return [{ offset, message, fix: quoting(word) }]
    }),
}
