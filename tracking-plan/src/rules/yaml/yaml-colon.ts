import type { FileRule } from '../rule.ts'
import { meantEnd } from '../support/lines.ts'
import { meaningOf } from '../support/meaning.ts'
import { quote } from '../support/quote.ts'

/** Chinese input has rules of its own for these. */
const OTHERWISE = /^[“”„＂‘’＇｛［【]|[，、][ \u3000]*["']?[A-Za-z_][\w-]*!?["']?$/

export const yamlColon: FileRule = {
  id: 'yaml.colon',
  severity: 'error',
  say: 'a text with ": " in it stands in quotes',
  check: file =>
    file.words.flatMap(word => {
      const { compact, offset, inFlow, source } = word
      if (!compact || meaningOf(file, word) !== 'text' || OTHERWISE.test(source)) return []
      const end = meantEnd(file.text, offset, inFlow)
      const text = quote(file.text.slice(offset, end))
      return [
        { offset, message: `a text with ": " in it needs quotes; write ${text}`, fix: [{ start: offset, end, text }] },
      ]
    }),
}
