import { functionName } from '../codegen/names.ts'
import type { PlanEvent } from '../model.ts'

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
  return typeof value === 'string'
    ? `'${value.replaceAll('\\', '\\\\').replaceAll("'", "\\'").replaceAll('\n', '\\n')}'`
    : JSON.stringify(value)
}

/** What to write in a page to send an event, with its example. */
export const snippet = ({ name, example, props }: PlanEvent): string => {
  const call = functionName(name)
  const required = Object.fromEntries(props.filter(one => one.required).map(one => [one.name, '…']))
  const given = example ?? required
  const argument = Object.keys(given).length === 0 ? '' : written(given, '')
  return `import { ${call} } from './plan.gen.ts'\n\ntracker.track(${call}(${argument}))`
}
