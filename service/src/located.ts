import { pathText } from '@maidian/schemas'
import { isMap, isSeq, LineCounter, type Node, parseDocument } from 'yaml'
import type * as z from 'zod'

/** A configuration that cannot be used; the message names file, line, key and what to write instead. */
export class ConfigError extends Error {
  readonly code = 'config.invalid'
  constructor(message: string, options?: { cause?: unknown }) {
    super(message, options)
    this.name = 'ConfigError'
  }
}

const lineOf = (root: Node | null, path: PropertyKey[], lines: LineCounter): number => {
  let node: unknown = root
  let offset = root?.range?.[0] ?? 0
  for (const key of path) {
    if (isMap(node)) {
      const pair = node.items.find(item => String(item.key) === String(key))
      const keyNode = pair?.key as Node | undefined
      offset = keyNode?.range?.[0] ?? offset
      node = pair?.value
    } else if (isSeq(node)) {
      node = node.items[Number(key)]
      offset = (node as Node | undefined)?.range?.[0] ?? offset
    }
  }
  return lines.linePos(offset).line
}

/** Reads YAML as `schema` says; throws `ConfigError` with one line per mistake, each with its place. */
export const parseLocated = <Schema extends z.ZodType>(
  schema: Schema,
  text: string,
  file: string,
): z.output<Schema> => {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false })
  const [broken] = document.errors
  if (broken) throw new ConfigError(`${file}:${lines.linePos(broken.pos[0]).line}: ${broken.message}`)
  const result = schema.safeParse(document.toJS())
  if (result.success) return result.data
  const mistakes = result.error.issues.map(issue => {
    const path = issue.code === 'unrecognized_keys' ? [...issue.path, issue.keys[0] as string] : issue.path
    const say = issue.code === 'unrecognized_keys' ? 'unknown key' : issue.message
    return `${file}:${lineOf(document.contents, path, lines)}: ${pathText(path)}: ${say}`
  })
  throw new ConfigError(mistakes.join('\n'))
}
