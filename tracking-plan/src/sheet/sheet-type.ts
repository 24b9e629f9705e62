import type { Property, ScalarType } from '../model.ts'

export type Typed = Pick<Property, 'type'> & Partial<Pick<Property, 'of' | 'item' | 'scale' | 'enum'>>

/** How types are called in spreadsheets. */
const SPOKEN: Record<string, Exclude<ScalarType, 'enum'> | 'enum' | 'money'> = {
  字符串: 'string',
  文本: 'string',
  text: 'string',
  varchar: 'string',
  string: 'string',
  编号: 'id',
  id: 'id',
  整数: 'int',
  整型: 'int',
  integer: 'int',
  int: 'int',
  long: 'int',
  数值: 'number',
  数字: 'number',
  浮点: 'number',
  浮点数: 'number',
  float: 'number',
  double: 'number',
  number: 'number',
  金额: 'money',
  money: 'money',
  布尔: 'bool',
  布尔值: 'bool',
  boolean: 'bool',
  bool: 'bool',
  日期: 'date',
  date: 'date',
  时间: 'time',
  时间戳: 'time',
  日期时间: 'time',
  datetime: 'time',
  timestamp: 'time',
  time: 'time',
  枚举: 'enum',
  enum: 'enum',
}

/** A type as a cell says it. */
export const typeCell = ({ name, type, of, item, scale, enum: named }: Property): string => {
  if (type === 'enum' && named !== name) return `enum(${named})`
  if (type === 'list') return `list<${item ?? of}>`
  return type === 'decimal' ? `decimal(${scale ?? 0})` : type
}

/** The type that a cell says, whatever way teams write it; null where it says none. */
export const readType = (cell: string): Typed | null => {
  const text = cell.trim().toLowerCase()
  const [, scale] = /^decimal\s*[(（]\s*(?:\d+\s*[,，]\s*)?(\d)\s*[)）]$/.exec(text) ?? []
  if (scale !== undefined) return { type: 'decimal', scale: Number(scale) }
  const [, element] = /^(?:list|array|列表|数组)\s*[<[(（]?\s*([\w\p{L}]*)\s*[>\])）]?$/u.exec(text) ?? []
  if (element !== undefined) {
    const of = element === '' ? 'string' : SPOKEN[element]
    if (of === 'enum' || of === 'money') return null
    return of === undefined ? { type: 'list', item: element } : { type: 'list', of }
  }
  const [, named] = /^(?:enum|枚举)\s*[(（<]\s*([a-z][a-z0-9_]*)\s*[)）>]$/.exec(text) ?? []
  if (named !== undefined) return { type: 'enum', enum: named }
  const spoken = Object.hasOwn(SPOKEN, text) ? SPOKEN[text] : undefined
  if (spoken === undefined) return null
  return spoken === 'money' ? { type: 'decimal', scale: 2 } : { type: spoken }
}
