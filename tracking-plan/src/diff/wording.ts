import type { Text } from '../model.ts'
import { same } from './same.ts'

/**
 * What became of a text of meaning. Where line breaks and spaces aside every language that both have says the same,
 * a language was only added or dropped: that is `text`, as is a text that `appeared` where there was none.
 */
export type Wording = 'equal' | 'text' | 'appeared' | 'reworded' | 'vanished'

const plain = (text: string): string => text.replaceAll(/\s+/g, ' ').trim()
const languagesOf = (text: Text | undefined): string[] =>
  Object.entries(text ?? {}).flatMap(([language, words]) => (plain(words) === '' ? [] : [language]))

/** Compares a text of meaning in every language. */
export const wording = (before: Text | undefined, after: Text | undefined): Wording => {
  const old = languagesOf(before)
  const now = languagesOf(after)
  if (old.length === 0 || now.length === 0) return old.length > 0 ? 'vanished' : now.length > 0 ? 'appeared' : 'equal'
  const common = old.filter(language => now.includes(language))
  if (common.length === 0) return 'reworded'
  if (common.some(language => plain(before![language]!) !== plain(after![language]!))) return 'reworded'
  return same(before, after) ? 'equal' : 'text'
}

/** Old → new, in the languages whose words changed. */
export const rewordedText = (before: Text | undefined, after: Text | undefined): string => {
  const languages = [...new Set([...languagesOf(before), ...languagesOf(after)])]
  const shown = (text: string | undefined) => (text === undefined ? '–' : `“${plain(text)}”`)
  return languages
    .filter(language => plain(before?.[language] ?? '') !== plain(after?.[language] ?? ''))
    .map(language => `${shown(before?.[language])} → ${shown(after?.[language])}`)
    .join(', ')
}
