import type { FileRule } from '../rule.ts'

export const textBom: FileRule = {
  id: 'text.bom',
  severity: 'warning',
  say: 'a file begins without a byte order mark',
  check: ({ text }) =>
    text.startsWith('\ufeff')
      ? [
          {
            offset: 0,
            message: 'the file begins with a byte order mark; save it as UTF-8 without BOM',
            fix: [{ start: 0, end: 1, text: '' }],
          },
        ]
      : [],
}
