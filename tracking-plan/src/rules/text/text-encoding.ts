import type { FileRule } from '../rule.ts'

/** What is read in place of bytes that are no UTF-8, and halves of characters. */
const BROKEN = /\ufffd|\p{Surrogate}/u

export const textEncoding: FileRule = {
  id: 'text.encoding',
  severity: 'error',
  say: 'files are UTF-8',
  check: ({ text }) => {
    const offset = text.search(BROKEN)
    return offset < 0 ? [] : [{ offset, message: 'this is no UTF-8, perhaps GBK; save the file as UTF-8' }]
  },
}
