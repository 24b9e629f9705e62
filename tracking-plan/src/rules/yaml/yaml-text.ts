import type { FileRule } from '../rule.ts'
import { meaningOf } from '../support/meaning.ts'
import { plainType } from '../support/plain-type.ts'
import { quoting } from '../support/quoting.ts'
import type { Meaning } from '../support/shapes.ts'

const TEXTS: readonly Meaning[] = ['text', 'word', 'version', 'option', 'name', 'use']
const SAYS = { null: 'nothing', boolean: 'a boolean', number: 'a number' }

/** What is left of a word: 2026.10 is 2026.1, and 012 is 12. */
const readAs = (source: string, type: keyof typeof SAYS): string => {
  const value = type === 'number' ? String(Number(source)) : source
  return value === source || value === 'NaN' ? SAYS[type] : `the number ${value}`
}

export const yamlText: FileRule = {
  id: 'yaml.text',
  severity: 'error',
  say: 'a text or version that YAML takes for a number, a boolean or nothing stands in quotes',
  check: file =>
    file.words.flatMap(word => {
      const { source, style, role, offset } = word
      const type = style === 'plain' && role !== 'key' && role !== 'bare' ? plainType(source) : undefined
      const meaning = meaningOf(file, word)
      if (type === undefined || !TEXTS.includes(meaning) || (meaning === 'version' && type === 'boolean')) return []
      return [
        { offset, message: `YAML reads ${source} as ${readAs(source, type)}; write "${source}"`, fix: quoting(word) },
      ]
    }),
}
