import type { FileRule } from '../rule.ts'

/** All but tabs and line breaks. */
const CONTROL = /[\p{Cc}--[\t\n\r\x85]]/v

export const textControl: FileRule = {
  id: 'text.control',
  severity: 'error',
  say: 'files have no control characters',
  check: ({ text }) => {
    const offset = text.search(CONTROL)
    if (offset < 0) return []
    const code = text.charCodeAt(offset).toString(16).toUpperCase().padStart(4, '0')
    return [{ offset, message: `a control character (U+${code}) stands here; this may be no text file` }]
  },
}
