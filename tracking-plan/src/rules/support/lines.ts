/** Where the line of an offset ends: before its line break. */
export const lineEnd = (text: string, offset: number): number => {
  const end = text.indexOf('\n', offset)
  const at = end < 0 ? text.length : end
  return at > offset && text[at - 1] === '\r' ? at - 1 : at
}

const NEXT_KEY = /[,，]\s*["']?[A-Za-z][\w-]*[!！]?["']?\s*[:：](?:\s|$)/
const CLOSED = /\s*[}\]]+\s*,?\s*(?: #.*)?$/
const REMARK = /\s+#(?:\s.*)?$/

/** A line that is longer is no text for people, and patterns would take long with it. */
const MAX_LINE = 1000

/**
 * Where the text that begins at `offset` ends for a person who knows no YAML: with its line, before a remark; between
 * braces also before the next key, and before the braces that close the line.
 */
export const meantEnd = (text: string, offset: number, inFlow: boolean): number => {
  const start = text.slice(offset, offset + MAX_LINE)
  let line = start.slice(0, lineEnd(start, 0)).replace(REMARK, '')
  if (inFlow) {
    const next = NEXT_KEY.exec(line)
    if (next) line = line.slice(0, next.index)
    else line = line.replace(CLOSED, '')
  }
  return offset + line.trimEnd().length
}
