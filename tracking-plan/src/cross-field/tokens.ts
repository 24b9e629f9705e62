/** `at`: counts from 0. */
export type Token = { kind: 'number' | 'name' | 'sign' | 'end'; text: string; at: number }

/** What cannot be read, and what to write instead. */
export class RuleSyntaxError extends Error {
  readonly at: number
  constructor(at: number, message: string) {
    super(message)
    this.name = 'RuleSyntaxError'
    this.at = at
  }
}

const PATTERN = /(\d+(?:\.\d+)?)|([A-Za-z_]\w*)|(==|!=|<=|>=|[<>+\-*/().])/y
const FULL_WIDTH = /[！-～]/
const TO_ASCII = 0xfee0
const LOOKALIKES: Record<string, string> = {
  '×': '*',
  '÷': '/',
  '≤': '<=',
  '≥': '>=',
  '≠': '!=',
  '−': '-',
  '&': 'and',
  '|': 'or',
  '!': 'not',
  '=': '==',
}

const instead = (sign: string): string => {
  const meant = FULL_WIDTH.test(sign) ? String.fromCharCode(sign.charCodeAt(0) - TO_ASCII) : sign
  const known = LOOKALIKES[meant] ?? meant
  return known === sign ? 'a rule has numbers, properties, signs and words such as and' : `write ${known}`
}

/** The words and signs of a rule. */
export const tokensOf = (text: string): Token[] => {
  const tokens: Token[] = []
  let at = 0
  while (at < text.length) {
    if (/\s/.test(text[at] as string)) {
      at++
      continue
    }
    PATTERN.lastIndex = at
    const [found, number, name] = PATTERN.exec(text) ?? []
    if (found === undefined) {
      const sign = String.fromCodePoint(text.codePointAt(at) as number)
      throw new RuleSyntaxError(at, `${sign} means nothing here; ${instead(sign)}`)
    }
    tokens.push({ kind: number !== undefined ? 'number' : name !== undefined ? 'name' : 'sign', text: found, at })
    at += found.length
  }
  return [...tokens, { kind: 'end', text: 'the end', at: text.length }]
}
