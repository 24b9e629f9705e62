import type { Place } from '@maidian/tracking-plan'

const WIDTH = 120
/** So much of a long line stands before the place. */
const BEFORE = 60

const isWide = (sign: string): boolean => /[\u2e80-\uffef]|\p{Extended_Pictographic}/u.test(sign)

/** What a terminal would obey is shown as a sign of its own. */
const shown = (text: string): string => text.replaceAll(/[^\P{Cc}\t]|\p{Bidi_Control}/gu, '�')

/** The line that a place is in, and a mark below it; empty where there is nothing to show. */
export const excerpt = (text: string | undefined, { line, column }: Place): string => {
  const whole = text?.split('\n')[line - 1]?.replace(/\r$/, '') ?? ''
  if (whole.trim() === '') return ''
  const at = column - 1
  const start = whole.length <= WIDTH || at <= BEFORE ? 0 : at - BEFORE
  const cut = shown(whole.slice(start, start + WIDTH))
  const before = [...shown(whole.slice(start, at))].map(sign => (sign === '\t' ? '\t' : isWide(sign) ? '　' : ' '))
  const [open, close] = [start > 0 ? '…' : '', start + WIDTH < whole.length ? '…' : '']
  return `    ${open}${cut}${close}\n    ${open === '' ? '' : ' '}${before.join('')}^\n`
}
