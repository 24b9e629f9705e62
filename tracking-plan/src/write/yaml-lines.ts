import { plainNumber, yamlText } from './scalar.ts'

/** A longer line is broken up. */
const MAX_WIDTH = 120
const INDENT = '  '

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const entriesOf = (value: Record<string, unknown>): [string, unknown][] =>
  Object.entries(value).filter(([, part]) => part !== undefined)

const scalar = (value: unknown, inFlow: boolean): string => {
  if (typeof value === 'string') return yamlText(value, { inFlow })
  if (typeof value === 'number' && Number.isFinite(value)) return plainNumber(value)
  return typeof value === 'boolean' ? String(value) : 'null'
}

/** A value in one line: `{type: id, say: product id}`. */
export const yamlFlow = (value: unknown): string => {
  if (Array.isArray(value)) return `[${value.map(yamlFlow).join(', ')}]`
  if (!isObject(value)) return scalar(value, true)
  const pairs = entriesOf(value).map(([key, part]) => `${yamlText(key, { inFlow: true })}: ${yamlFlow(part)}`)
  return `{${pairs.join(', ')}}`
}

/** A key and its value: in one line where that fits, or has to (`oneLine`), else with one line for each part. */
export const yamlPair = (
  key: string,
  value: unknown,
  { indent = '', oneLine = false }: { indent?: string; oneLine?: boolean } = {},
): string[] => {
  const start = `${indent}${yamlText(key, { inFlow: false })}:`
  if (!isObject(value) && !Array.isArray(value)) return [`${start} ${scalar(value, false)}`]
  const line = `${start} ${yamlFlow(value)}`
  if (oneLine || line.length <= MAX_WIDTH) return [line]
  const inside = indent + INDENT
  if (Array.isArray(value)) return [start, ...value.map(item => `${inside}- ${yamlFlow(item)}`)]
  return [start, ...entriesOf(value).flatMap(([name, part]) => yamlPair(name, part, { indent: inside }))]
}

/** The lines of a value that is a map, without a key of its own. */
export const yamlMap = (value: Record<string, unknown>, options: { indent?: string } = {}): string[] =>
  entriesOf(value).flatMap(([key, part]) => yamlPair(key, part, options))
