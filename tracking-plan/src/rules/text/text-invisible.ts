import type { FileRule } from '../rule.ts'
import { oddSpaces } from '../support/odd-spaces.ts'

const RUNS = /[\u00a0\u2007\u202f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]+/g
const SPACES = /[\u00a0\u2007\u202f]/

const codeOf = (sign: string): string => `U+${sign.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`

export const textInvisible: FileRule = {
  id: 'text.invisible',
  severity: 'error',
  say: 'what machines read has no invisible characters and no odd spaces',
  check: file =>
    file.words.flatMap(word => {
      const fix = oddSpaces(file, word, { runs: RUNS, meant: sign => (SPACES.test(sign) ? ' ' : '') })
      const [first] = fix
      if (!first) return []
      const code = codeOf(file.text[first.start] ?? '')
      return [{ offset: first.start, message: `an invisible character (${code}) stands here; leave it out`, fix }]
    }),
}
