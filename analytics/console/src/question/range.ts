/** Moments of the contract: dates, instants, or relative to now; an empty `to` is now. */
export type Range = { from: string; to: string }

export const RANGE_PRESETS = ['-1d', '-7d', '-14d', '-30d', '-90d', '-365d'] as const
const DEFAULT_RANGE: Range = { from: '-7d', to: '' }

export const isPreset = ({ from, to }: Range): boolean => to === '' && RANGE_PRESETS.some(preset => preset === from)

export const isDate = (text: string): boolean => /^\d{4}-\d{2}-\d{2}$/.test(text)

const UNIT_MS: Record<string, number> = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 }

const frozen = (moment: string, now: number): string => {
  if (moment === 'now') return new Date(now).toISOString()
  const [, count, unit = ''] = /^-(\d+)([smhdw])$/.exec(moment) ?? []
  const ms = UNIT_MS[unit]
  return count === undefined || ms === undefined ? moment : new Date(now - Number(count) * ms).toISOString()
}

type Ranged = { from?: string | undefined; to?: string | undefined }

/**
 * The question with its relative moments as instants: a list of users is asked for after the number it belongs to, and
 * must be about the same range.
 */
export const freezeRange = <Question extends Ranged>(question: Question, now: number): Question => ({
  ...question,
  from: frozen(question.from ?? '-30d', now),
  to: frozen(question.to ?? 'now', now),
})

export const rangeToSearch = ({ from, to }: Range): [string, string][] => [
  ['from', from],
  ...(to === '' ? [] : [['to', to] as [string, string]]),
]

export const rangeFromSearch = (search: URLSearchParams): Range => {
  const [from, to] = [search.get('from'), search.get('to')]
  return from === null && to === null ? DEFAULT_RANGE : { from: from ?? DEFAULT_RANGE.from, to: to ?? '' }
}

export const rangeOfQuestion = ({ from, to }: Range): Ranged => ({
  ...(from !== '' && { from }),
  ...(to !== '' && { to }),
})
