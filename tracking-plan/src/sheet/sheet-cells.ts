import { SourceKind } from '@maidian/schemas'
import { EventStatus, PiiStore, type PlanEvent, type Property } from '../model.ts'
import { UNIT_SPELLINGS } from '../rules/support/units.ts'

/** A cell and where it stands; `row` and `column` as the spreadsheet counts them, from 1. */
export type Cell = { text: string; row: number; column: number }

/** What is wrong in a cell. */
export type SheetProblem = { row: number; column: number; message: string }

/** Notes what is wrong with a cell, and gives nothing. */
export type Refuse = (cell: Cell, message: string) => null

const YES = /^(?:是|y|yes|true|1|必填|必传|必须|必选|√|✓|required)$/i
const NO = /^(?:|否|n|no|false|0|选填|选传|可选|非必填|非必传|×|✗|-|optional)$/i

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

/** Whether a property is required. */
export const requiredOf = (cell: Cell, refuse: Refuse): boolean => {
  if (YES.test(cell.text)) return true
  if (!NO.test(cell.text)) refuse(cell, `${cell.text} says neither yes nor no; write 是 or 否`)
  return false
}

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

/** `contact:hash`: which kind of private data, and what is kept of it. A plain yes is hashed. */
export const privacyOf = (cell: Cell, refuse: Refuse): Pick<Property, 'pii' | 'store'> => {
  if (NO.test(cell.text)) return {}
  if (YES.test(cell.text)) return { pii: 'private', store: 'hash' }
  const [pii = '', kept = 'hash'] = cell.text.split(/[:：]/).map(part => part.trim())
  const store = PiiStore.safeParse(kept)
  if (store.success) return { pii, store: store.data }
  refuse(cell, `${kept} is nothing that is kept; write contact:hash, name:mask or address:drop`)
  return {}
}

const SEPARATOR = /[;；,，、\n|]/
const EQUALS = /[=:：]/

/** The parts of a cell; what stands in double quotes is one, whatever is in it. */
const partsOf = (text: string, separator: RegExp): string[] => {
  const parts = ['']
  for (const [piece] of text.matchAll(/"(?:[^"\\]|\\.)*"|[\s\S]/g)) {
    if (separator.test(piece) && piece.length === 1) parts.push('')
    else parts[parts.length - 1] += piece
  }
  return parts.map(part => part.trim())
}

const unquoted = (text: string): string => {
  if (!/^".*"$/s.test(text)) return text
  try {
    return String(JSON.parse(text))
  } catch {
    return text
  }
}

const isDots = (part: string): boolean => part === '…' || part === '...'

/** The values of an enum with their texts: `wechat=微信; alipay=支付宝`. Dots say that other values come, too. */
export const valuesOf = (text: string): { listed: Map<string, string>; open: boolean } => {
  const parts = partsOf(text, SEPARATOR).filter(part => part !== '')
  const listed = parts
    .filter(part => !isDots(part))
    .map((part): [string, string] => {
      const [value = '', ...say] = partsOf(part, EQUALS)
      return [unquoted(value), unquoted(say.join('=')) || unquoted(value)]
    })
  return { listed: new Map(listed), open: parts.some(isDots) }
}

/** A value or text of an enum as a cell holds it: in quotes where it would be taken apart. */
export const valueCell = (text: string): string =>
  /[;；,，、\n|=:："…]|\.\.\.|^\s|\s$/.test(text) || text === '' ? JSON.stringify(text) : text
