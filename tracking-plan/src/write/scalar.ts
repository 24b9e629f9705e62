/** Signs that mean something to YAML at the beginning, and quotes and brackets that people type in their place. */
const FIRST = /^[-?:,[\]{}#&*!|>'"%@`<=~“”„＂‘’＇｛［【]/
const WORDS = /^(?:y|yes|n|no|on|off|true|false|null)$/i
/** What some tool takes for a number, a day or a time. */
const NUMERIC = /^[-+]?(?:\d[\d._:eE+\-xXoOa-fA-F TtZz]*|\.(?:\d.*|inf|nan))$/i
/** `1..200`, which none does. */
const SPAN = /^(?:-?\d+(?:\.\d+)?)?\.\.(?:-?\d+(?:\.\d+)?)?$/
const INVISIBLE = /[\p{C}\p{Zl}\p{Zp}\u00a0\u2007\u202f\u3000\ufffd]/u
/** `a: b`, `a #b`, and a colon of Chinese input behind what could be a key. */
const INSIDE = /:|\s#|[\w!！]\s*：/
const IN_FLOW = /[,[\]{}]/
const LAST = /[］】｝]$/

const escaped = (sign: string): string => {
  const code = sign.codePointAt(0) ?? 0
  return code > 0xffff
    ? `\\U${code.toString(16).toUpperCase().padStart(8, '0')}`
    : `\\u${code.toString(16).padStart(4, '0')}`
}

const quoted = (text: string): string => {
  if (text.includes('"') && !text.includes("'") && !INVISIBLE.test(text)) return `'${text}'`
  return JSON.stringify(text).replaceAll(new RegExp(INVISIBLE, 'gu'), escaped)
}

const isPlain = (text: string, inFlow: boolean): boolean => {
  if (SPAN.test(text)) return true
  if (text === '' || text !== text.trim() || INVISIBLE.test(text)) return false
  if (FIRST.test(text) || WORDS.test(text) || NUMERIC.test(text)) return false
  return !INSIDE.test(text) && !LAST.test(text) && !(inFlow && IN_FLOW.test(text))
}

/** A text as YAML: plain where every tool reads just this text, else in quotes. */
export const yamlText = (text: string, { inFlow }: { inFlow: boolean }): string =>
  isPlain(text, inFlow) ? text : quoted(text)

/** A number without an exponent, which tools read differently. */
export const plainNumber = (value: number): string => {
  const text = String(value)
  if (!text.includes('e')) return text
  return Number.isInteger(value) ? BigInt(value).toString() : value.toFixed(20).replace(/0+$/, '')
}
