/** How units are written, by what people also write. */
export const UNIT_SPELLINGS: Readonly<Record<string, string>> = {
  元: 'CNY',
  人民币: 'CNY',
  cny: 'CNY',
  rmb: 'CNY',
  RMB: 'CNY',
  yuan: 'CNY',
  '¥': 'CNY',
  '￥': 'CNY',
  usd: 'USD',
  美元: 'USD',
  毫秒: 'ms',
  MS: 'ms',
  millisecond: 'ms',
  milliseconds: 'ms',
  秒: 's',
  sec: 's',
  second: 's',
  seconds: 's',
  分钟: 'min',
  minute: 'min',
  minutes: 'min',
  小时: 'h',
  hour: 'h',
  hours: 'h',
  天: 'd',
  日: 'd',
  day: 'd',
  days: 'd',
  克: 'g',
  千克: 'kg',
  公斤: 'kg',
  KG: 'kg',
  厘米: 'cm',
  米: 'm',
  千米: 'km',
  公里: 'km',
  percent: '%',
  pct: '%',
  百分比: '%',
}

const TIMES = ['ms', 's', 'min', 'h', 'd'] as const
const WEIGHTS = ['g', 'kg'] as const
const LENGTHS = ['mm', 'cm', 'm', 'km'] as const

/** Units of one kind; a name that ends in one of them can only be wrong about another of its kind. */
const KINDS: readonly (readonly string[])[] = [TIMES, WEIGHTS, LENGTHS, ['%'], ['CNY', 'USD', 'EUR', 'HKD', 'JPY']]

/** Endings of a name that say its unit. `sure`: they mean nothing else, as `min` and `m` do. */
const ENDINGS: Readonly<Record<string, { unit: string; sure: boolean }>> = {
  ms: { unit: 'ms', sure: true },
  s: { unit: 's', sure: false },
  sec: { unit: 's', sure: true },
  secs: { unit: 's', sure: true },
  seconds: { unit: 's', sure: true },
  min: { unit: 'min', sure: false },
  mins: { unit: 'min', sure: true },
  minutes: { unit: 'min', sure: true },
  h: { unit: 'h', sure: false },
  hours: { unit: 'h', sure: true },
  d: { unit: 'd', sure: false },
  days: { unit: 'd', sure: true },
  g: { unit: 'g', sure: false },
  kg: { unit: 'kg', sure: true },
  m: { unit: 'm', sure: false },
  cm: { unit: 'cm', sure: true },
  mm: { unit: 'mm', sure: true },
  km: { unit: 'km', sure: true },
  pct: { unit: '%', sure: true },
  percent: { unit: '%', sure: true },
  cny: { unit: 'CNY', sure: true },
  yuan: { unit: 'CNY', sure: true },
  usd: { unit: 'USD', sure: true },
}

/** The unit that a name says: `exposure_ms`. */
export const unitInName = (name: string): { unit: string; sure: boolean } | undefined => {
  const parts = name.split('_')
  const last = parts.at(-1) ?? ''
  // `orders_30_days` are orders, within 30 days.
  if (/^\d+$/.test(parts.at(-2) ?? '')) return undefined
  return parts.length > 1 && Object.hasOwn(ENDINGS, last) ? ENDINGS[last] : undefined
}

/** True where both are of one kind: ms and s, but not ms and CNY. */
export const areComparable = (a: string, b: string): boolean => KINDS.some(kind => kind.includes(a) && kind.includes(b))

/** Words of a name that say what is measured, and what it could be measured in. */
const MEASURED: readonly [words: readonly string[], units: string][] = [
  [
    ['price', 'amount', 'fee', 'cost', 'value', 'discount', 'revenue', 'gmv', 'spend', 'spent', 'refund', 'salary'],
    'CNY',
  ],
  [['duration', 'elapsed', 'latency'], 'ms'],
  [['weight'], 'g'],
  [['distance'], 'm'],
  [['pct', 'percent', 'percentage', 'ratio', 'rate'], '%'],
]

/** A unit that a name calls for; undefined where it may do without. */
export const unitCalledFor = (name: string): string | undefined => {
  const inName = unitInName(name)
  if (inName?.sure) return inName.unit
  const parts = name.split('_')
  const at = parts.findLastIndex(part => MEASURED.some(([words]) => words.includes(part)))
  // `price_count` counts, and measures nothing.
  if (at < 0 || parts.slice(at + 1).some(part => COUNTED.includes(part))) return undefined
  return MEASURED.find(([words]) => words.includes(parts[at] ?? ''))?.[1]
}

const COUNTED: readonly string[] = ['count', 'no', 'num', 'number', 'id', 'index', 'level', 'rank', 'version', 'type']
