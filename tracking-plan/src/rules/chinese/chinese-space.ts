import type { FileRule } from '../rule.ts'
import { oddSpaces } from '../support/odd-spaces.ts'

const INDENT = '  '
const RUNS = /\u3000+/g

export const chineseSpace: FileRule = {
  id: 'chinese.space',
  severity: 'error',
  say: 'indentation and the space behind a colon are no full-width spaces',
  check: file =>
    file.words.flatMap(word => {
      const fix = oddSpaces(file, word, { runs: RUNS, meant: (_, indents) => (indents ? INDENT : ' ') })
      const [first] = fix
      if (!first) return []
      return [
        { offset: first.start, message: 'YAML does not take the full-width space for space; write a plain one', fix },
      ]
    }),
}
