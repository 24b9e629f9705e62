/** `wrong`: somebody has to do something; `note`: somebody may want to. */
export type Level = 'ok' | 'note' | 'wrong'

/** What a check found: what is so, and what to do about it where that is not as it should be. */
export type Finding = { check: string; level: Level; says: string; todo?: string }

export const ok = (check: string, says: string): Finding => ({ check, level: 'ok', says })

export const note = (check: string, says: string, todo: string): Finding => ({ check, level: 'note', says, todo })

export const wrong = (check: string, says: string, todo: string): Finding => ({ check, level: 'wrong', says, todo })

export const amount = (n: number): string => n.toLocaleString('en')

/** A share of a whole, as per cent. */
export const share = (part: number, whole: number): string =>
  whole === 0 ? '0 %' : `${((100 * part) / whole).toLocaleString('en', { maximumSignificantDigits: 3 })} %`
