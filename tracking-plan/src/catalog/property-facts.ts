import type { Enumeration, PlanContent, Property, Span } from '../model.ts'
import { type Html, html } from './html.ts'
import { both, said } from './words.ts'

const span = ({ min, max }: Span): string => {
  if (min === undefined) return `≤ ${max ?? '∞'}`
  return max === undefined ? `≥ ${min}` : `${min}–${max}`
}

/** `decimal(2)`, `list of cart_item`, `enum payment_type`. */
export const typeText = ({ type, of, item, scale, enum: named, open }: Property): string => {
  if (type === 'list') return `list of ${item ?? of}`
  if (type === 'decimal') return `decimal(${scale ?? 0})`
  return type === 'enum' ? `enum ${named}${open ? ' (open)' : ''}` : type
}

/** Unit, bounds and the like, each with its name. */
export const constraints = (property: Property): Html[] => {
  const { unit, range, length, size, pattern, nullable, renamed_from, lookup, tz, default: absent } = property
  const facts: [string, string, string | undefined][] = [
    ['单位', 'unit', unit],
    ['范围', 'range', range && span(range)],
    ['长度', 'length', length && span(length)],
    ['个数', 'elements', size && span(size)],
    ['格式', 'pattern', pattern],
    ['时区', 'zone', tz],
    ['编号属于', 'id of a', lookup],
    ['缺省含义', 'absent means', absent === undefined ? undefined : String(absent)],
    ['原名', 'was', renamed_from],
    ['可为 null', 'may be null', nullable ? '✓' : undefined],
  ]
  return facts
    .filter(([, , value]) => value !== undefined)
    .map(([zh, en, value]) => html`<span class="fact">${both(zh, en)} <code>${value}</code></span>`)
}

const KEPT = { hash: ['加密', 'hashed'], mask: ['打码', 'masked'], drop: ['丢弃', 'dropped'] } as const

/** What is private, and what is kept of it. */
export const privacy = ({ pii, store = 'drop' }: Property): Html | null =>
  pii === undefined
    ? null
    : html`<span class="badge pii">${both(`隐私 · ${KEPT[store][0]}`, `private · ${KEPT[store][1]}`)}</span>`

/** The values that a property may have, with their texts. */
export const values = (property: Property, { enums }: Pick<PlanContent, 'enums'>): Html | null =>
  valueList(property.enum === undefined ? undefined : enums[property.enum])

/** The values of an enum with their texts. */
export const valueList = (enumeration: Enumeration | undefined): Html | null => {
  const listed = enumeration?.values ?? []
  if (listed.length === 0) return null
  return html`<ul class="values">${listed.map(({ value, say, renamed_from: old }) => html`<li><code>${value}</code> ${said(say)}${old && html` (${both('原名', 'was')} <code>${old}</code>)`}</li>`)}</ul>`
}
