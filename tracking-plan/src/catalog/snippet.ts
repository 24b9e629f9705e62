import { functionName } from '../codegen/names.ts'

const NAME = /^[A-Za-z_$][\w$]*$/

/** A value as TypeScript that a person would write. */
const written = (value: unknown, indent: string): string => {
  const inner = `${indent}  `
  if (Array.isArray(value)) return `[${value.map(one => written(one, indent)).join(', ')}]`
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).map(
      ([key, one]) => `${NAME.test(key) ? key : JSON.stringify(key)}: ${written(one, inner)}`,
    )
    const line = `{ ${entries.join(', ')} }`
    return line.length + indent.length <= 80
      ? line
      : `{\n${entries.map(entry => `${inner}${entry},\n`).join('')}${indent}}`
  }
  if (typeof value !== 'string') return JSON.stringify(value)
  return /['\\\p{Cc}]/u.test(value) ? JSON.stringify(value) : `'${value}'`
}

/** What to write to send an event with these properties. */
export const snippet = (name: string, given: Record<string, unknown>): string => {
  const call = functionName(name)
  const argument = Object.keys(given).length === 0 ? '' : written(given, '')
  return `import { ${call} } from './plan.gen.ts'\n\ntracker.track(${call}(${argument}))`
}
