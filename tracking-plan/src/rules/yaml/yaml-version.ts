import type { FileRule } from '../rule.ts'
import { restOfLine } from '../support/lines.ts'
import { meaningOf } from '../support/meaning.ts'

const VERSION = /^>\s*=?\s*v?([\d.]+)["”]?/

export const yamlVersion: FileRule = {
  id: 'yaml.version',
  severity: 'error',
  say: '>= begins no word of YAML: the lowest app version stands in quotes',
  check: file =>
    file.words.flatMap(word => {
      const { offset, style } = word
      if ((style !== 'plain' && style !== 'block') || meaningOf(file, word) !== 'version') return []
      const [written, version] = VERSION.exec(restOfLine(file.text, offset)) ?? []
      if (written === undefined) return []
      const text = `">=${version}"`
      return [
        { offset, message: `write ${text} in quotes`, fix: [{ start: offset, end: offset + written.length, text }] },
      ]
    }),
}
