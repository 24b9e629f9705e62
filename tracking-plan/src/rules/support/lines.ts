/** Where the line of an offset ends: before its line break. */
const lineEnd = (text: string, offset: number): number => {
  const end = text.indexOf('\n', offset)
  const at = end < 0 ? text.length : end
  return at > offset && text[at - 1] === '\r' ? at - 1 : at
}

const NEXT_KEY = /[,，]\s*["']?[A-Za-z][\w-]*[!！]?["']?\s*[:：](?:\s|$)/
const CLOSED = /\s*[}\]]+\s*,?\s*(?: #.*)?$/
const REMARK = /\s+#(?:\s.*)?$/

/** A line that is longer is no text for people, and looking through it for each of its words would take long. */
const MAX_LINE = 1000

/** What stands in the line of an offset from there on, as far as a person would read it. */
export const restOfLine = (text: string, offset: number): string => {
  const rest = text.slice(offset, offset + MAX_LINE)
  return rest.slice(0, lineEnd(rest, 0))
}

/**
 * Where the text that begins at `offset` ends for a person who knows no YAML: with its line, before a remark; between
 * braces also before the next key, and before the braces that close the line.
 */
export const meantEnd = (text: string, offset: number, inFlow: boolean): number => {
  let line = restOfLine(text, offset).replace(REMARK, '')
  if (inFlow) {
    const next = NEXT_KEY.exec(line)
    if (next) line = line.slice(0, next.index)
    else line = line.replace(CLOSED, '')
  }
  return offset + line.trimEnd().length
}
