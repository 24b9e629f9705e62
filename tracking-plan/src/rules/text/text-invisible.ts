import type { FileRule } from '../rule.ts'
import { oddSpaces } from '../support/odd-spaces.ts'

const SPACES = '\\u00a0\\u2007\\u202f'
const NOTHING = '\\u00ad\\u200b-\\u200f\\u202a-\\u202e\\u2060-\\u2069\\ufeff'

const codeOf = (sign: string): string => `U+${sign.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`

export const textInvisible: FileRule = {
  id: 'text.invisible',
  severity: 'error',
  say: 'what machines read has no invisible characters and no odd spaces',
  check: file =>
    file.words.flatMap(word => {
      const meant = (sign: string) => (new RegExp(`[${SPACES}]`).test(sign) ? ' ' : '')
      const fix = oddSpaces(file, word, { signs: SPACES + NOTHING, meant })
      const [first] = fix
      if (!first) return []
      const code = codeOf(file.text[first.start] ?? '')
      return [{ offset: first.start, message: `an invisible character (${code}) stands here; leave it out`, fix }]
    }),
}
