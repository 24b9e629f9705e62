import type { Span } from '../model.ts'
import type { Say } from './rule.ts'

const NONE: Say = { en: 'none', zh: '无' }

const shown = (value: unknown): Say => {
  if (value === undefined) return NONE
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  return { en: text, zh: text }
}

/** `unit: CNY → fen`, in both languages. */
export const fromTo = (what: Say, [before, after]: readonly [unknown, unknown]): Say => {
  const [old, now] = [shown(before), shown(after)]
  return { en: `${what.en}: ${old.en} → ${now.en}`, zh: `${what.zh}：${old.zh} → ${now.zh}` }
}

/** `1..200`, `0..`, `..100`. */
export const spanText = (span: Span | undefined): string | undefined =>
  span && (span.min !== undefined || span.max !== undefined) ? `${span.min ?? ''}..${span.max ?? ''}` : undefined
