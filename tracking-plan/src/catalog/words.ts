import type { Text } from '../model.ts'
import { type Html, html } from './html.ts'

/** Both languages in the page; the script and the style sheet show one of them. */
export const both = (zh: string, en: string): Html =>
  zh === en ? html`${zh}` : html`<span lang="zh">${zh}</span><span lang="en">${en}</span>`

const inBoth = (text: Text | undefined): { zh: string; en: string } => {
  const [first = ''] = Object.values(text ?? {})
  return { zh: text?.zh ?? first, en: text?.en ?? first }
}

/** A text of the plan in Chinese and English; where one is missing, the other stands for it. */
export const said = (text: Text | undefined): Html => both(inBoth(text).zh, inBoth(text).en)

/** The text in the language that is not being read, for titles that are to be known in both. */
export const otherwise = (text: Text | undefined): Html | null => {
  const { zh, en } = inBoth(text)
  return zh === en ? null : html`<span class="other">${both(en, zh)}</span>`
}

/** Both languages in a line, where no markup can be. */
export const inLine = (text: Text | undefined): string => [...new Set(Object.values(text ?? {}))].join(' · ')

/** The same for a search: everything in one line, full-width letters as plain ones. */
export const searchable = (...texts: (Text | string | undefined)[]): string =>
  texts
    .flatMap(text => (typeof text === 'string' ? [text] : Object.values(text ?? {})))
    .join(' ')
    .normalize('NFKC')
    .toLowerCase()

const STATUS = { draft: '草稿', live: '上线', deprecated: '弃用', removed: '下线' } as const

export const statusBadge = (status: keyof typeof STATUS): Html =>
  html`<span class="badge ${status}">${both(STATUS[status], status)}</span>`
