import { SourceKind } from '@maidian/schemas'
import { type Enumeration, EventStatus, type PlanEvent } from '../model.ts'
import { UNIT_SPELLINGS } from '../rules/support/units.ts'

/** A cell and where it stands; `row` and `column` as the spreadsheet counts them, from 1. */
export type Cell = { text: string; row: number; column: number }

/** What is wrong in a cell. */
export type SheetProblem = { row: number; column: number; message: string }

/** Notes what is wrong with a cell, and gives nothing. */
export type Refuse = (cell: Cell, message: string) => null

const YES = /^(?:是|y|yes|true|1|必填|必传|√|✓|required)$/i

const STATUSES: Record<string, PlanEvent['status']> = {
  草稿: 'draft',
  上线: 'live',
  已上线: 'live',
  弃用: 'deprecated',
  废弃: 'deprecated',
  下线: 'removed',
  已下线: 'removed',
}

const SOURCES: Record<string, SourceKind> = {
  h5: 'web',
  pc: 'web',
  web: 'web',
  网页: 'web',
  小程序: 'mini',
  微信小程序: 'mini',
  mini: 'mini',
  服务端: 'server',
  后端: 'server',
  server: 'server',
}

/** Cells that Excel must not take for a formula carry a quote, which is none of their text. */
export const textOf = (cell: unknown): string => {
  const text = cell === null || cell === undefined ? '' : String(cell).trim()
  return /^'[=+\-@]/.test(text) ? text.slice(1) : text
}

export const isYes = ({ text }: Cell): boolean => YES.test(text)

/** `元` is CNY. */
export const unitOf = ({ text }: Cell): string =>
  Object.hasOwn(UNIT_SPELLINGS, text) ? (UNIT_SPELLINGS[text] as string) : text

/** `小程序>=2.4.0, 服务端`; an empty cell is the web. */
export const sourcesOf = (cell: Cell, refuse: Refuse): PlanEvent['sources'] => {
  const sources: PlanEvent['sources'] = {}
  for (const part of cell.text.split(/[,，、;；/\s]+/).filter(Boolean)) {
    const [, word = '', from] = /^([^>]+)(>=[\d.]+)?$/.exec(part) ?? []
    const kind = SOURCES[word.toLowerCase()]
    if (kind) sources[kind] = from ?? true
    else refuse(cell, `${part} is no source; write ${SourceKind.options.join(', ')}, or 网页, 小程序, 服务端`)
  }
  return Object.keys(sources).length > 0 ? sources : { web: true }
}

export const statusOf = (cell: Cell, refuse: Refuse): PlanEvent['status'] => {
  if (cell.text === '') return 'live'
  const read = EventStatus.safeParse(STATUSES[cell.text] ?? cell.text.toLowerCase())
  if (!read.success) refuse(cell, `${cell.text} is no status; write ${EventStatus.options.join(', ')}`)
  return read.data ?? 'live'
}

/** `wechat=微信; alipay=支付宝`; null where nothing is listed. Dots say that other values come, too. */
export const enumOf = (name: string, { text }: Cell, languages: readonly string[]): Enumeration | null => {
  const parts = text
    .split(/[;；,，、\n|]+/)
    .map(part => part.trim())
    .filter(part => part !== '' && part !== '…' && part !== '...')
  const values = parts.map(part => {
    const [value = '', say = ''] = part.split(/[=:：]/).map(one => one.trim())
    return { value, say: Object.fromEntries(languages.map(language => [language, say || value])) }
  })
  return values.length === 0 ? null : { name, values }
}

export const isOpen = ({ text }: Cell): boolean => /…|\.\.\./.test(text)
