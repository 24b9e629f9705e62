/** The types that questions pass to ClickHouse, and the JavaScript value of each. */
export type ParamTypes = {
  String: string
  /** Decimal digits, for what does not fit a number. */
  UInt64: string
  Int64: number
  UInt32: number
  Float64: number
  Bool: boolean
  'Array(String)': readonly string[]
  'Array(Int64)': readonly number[]
}
export type ParamType = keyof ParamTypes
export type Param = { [T in ParamType]: { readonly type: T; readonly value: ParamTypes[T] } }[ParamType]

const ESCAPES: Record<string, string> = {
  '\\': '\\\\',
  "'": "\\'",
  '\0': '\\0',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
}

const ESCAPED = /[\\'\0\b\f\n\r\t]/g

const quoted = (text: string): string => `'${text.replace(ESCAPED, character => ESCAPES[character] as string)}'`

const whole = (value: number): string => {
  if (!Number.isSafeInteger(value)) throw new TypeError(`not a safe integer: ${value}`)
  return String(value)
}

/** A value as ClickHouse SQL. The one place where text of a question becomes SQL text. */
export const literal = (param: Param): string => {
  switch (param.type) {
    case 'String':
      return quoted(param.value)
    case 'Array(String)':
      return param.value.length === 0 ? `CAST([], 'Array(String)')` : `[${param.value.map(quoted).join(', ')}]`
    case 'Array(Int64)':
      return `CAST([${param.value.map(whole).join(', ')}], 'Array(Int64)')`
    case 'UInt64':
      if (!/^\d{1,20}$/.test(param.value)) throw new TypeError(`not a UInt64: ${param.value}`)
      return `toUInt64(${param.value})`
    case 'Int64':
      return `toInt64(${whole(param.value)})`
    case 'UInt32':
      return `toUInt32(${whole(param.value)})`
    case 'Float64':
      if (!Number.isFinite(param.value)) throw new TypeError(`not a finite number: ${param.value}`)
      return `toFloat64(${param.value})`
    case 'Bool':
      return param.value ? 'true' : 'false'
  }
}
