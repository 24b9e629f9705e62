import { expect, test } from 'vitest'
import { en } from './en.ts'
import { detectLanguage } from './language.ts'
import { zhCn } from './zh-cn.ts'

const chosen = (language: string | null) => ({ getItem: () => language })

test('the choice wins over the browser, and the first language that exists over the rest', () => {
  expect(detectLanguage(chosen('en'), ['zh-CN'])).toBe('en')
  expect(detectLanguage(chosen(null), ['zh-TW', 'en'])).toBe('zh-CN')
  expect(detectLanguage(chosen(null), ['fr-FR', 'en-GB', 'zh'])).toBe('en')
  expect(detectLanguage(chosen('xx'), ['fr'])).toBe('en')
})

const placeholders = (texts: object): string[] =>
  Object.entries(texts).flatMap(([key, text]) =>
    typeof text === 'object'
      ? placeholders(text).map(inner => `${key}.${inner}`)
      : [key + (String(text).match(/\{\{\w+\}\}/g) ?? []).toSorted().join('')],
  )

test('both languages have the same keys with the same placeholders', () => {
  expect(placeholders(zhCn)).toEqual(placeholders(en))
})
