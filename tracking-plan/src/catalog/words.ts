import type { Text } from '../model.ts'
import { type Html, html } from './html.ts'

/** Both languages in the page; the script and the style sheet show one of them. */
export const both = (zh: string, en: string): Html =>
  zh === en ? html`${zh}` : html`<span lang="zh">${zh}</span><span lang="en">${en}</span>`

/** A text of the plan in Chinese and English; where one is missing, the other stands for it. */
export const said = (text: Text | undefined): Html => {
  const [first = ''] = Object.values(text ?? {})
  return both(text?.zh ?? first, text?.en ?? first)
}

/** The same for a search: everything in one line. */
export const searchable = (...texts: (Text | string | undefined)[]): string =>
  texts
    .flatMap(text => (typeof text === 'string' ? [text] : Object.values(text ?? {})))
    .join(' ')
    .toLowerCase()

const STATUS = { draft: '草稿', live: '上线', deprecated: '弃用', removed: '下线' } as const

export const statusBadge = (status: keyof typeof STATUS): Html =>
  html`<span class="badge ${status}">${both(STATUS[status], status)}</span>`
