import type { Text } from '../model.ts'

/** Both languages in a line, safe within a comment. */
export const told = (text: Text | undefined): string =>
  [...new Set(Object.values(text ?? {}))].join(' · ').replaceAll('*/', '*\u200b/').replace(/\s+/g, ' ')

/** A doc comment of these lines, at this depth; nothing where there are none. */
export const docComment = (lines: readonly string[], indent = ''): string => {
  const said = lines.filter(line => line !== '')
  if (said.length === 0) return ''
  if (said.length === 1) return `${indent}/** ${said[0]} */\n`
  return `${indent}/**\n${said.map(line => `${indent} * ${line}`).join('\n')}\n${indent} */\n`
}
