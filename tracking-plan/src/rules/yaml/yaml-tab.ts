import type { PlanFile } from '../../load/plan-file.ts'
import type { FileHit, FileRule } from '../rule.ts'

const INDENTED = /^([ ]*\t[ \t]*)(?=[^\s#])/gm
const INDENT = '  '

/** Where tabs belong to a text that goes over several lines. */
const textsOf = ({ words }: PlanFile): [start: number, end: number][] =>
  words.flatMap(({ style, source, offset, end }) =>
    (style === 'quoted' || style === 'block') && source.includes('\n') ? [[offset, end]] : [],
  )

export const yamlTab: FileRule = {
  id: 'yaml.tab',
  severity: 'error',
  say: 'lines are indented with spaces',
  check: file => {
    const texts = textsOf(file)
    let text = 0
    return [...file.text.matchAll(INDENTED)].flatMap(({ index, 1: indent = '' }): FileHit[] => {
      while ((texts[text]?.[1] ?? Number.POSITIVE_INFINITY) <= index) text++
      if ((texts[text]?.[0] ?? Number.POSITIVE_INFINITY) < index) return []
      const offset = index + indent.indexOf('\t')
      const message = 'this line is indented with a tab; use spaces'
      // How wide a tab is after spaces, only the editor of the author knows.
      if (indent.includes(' ')) return [{ offset, message }]
      return [
        { offset, message, fix: [{ start: index, end: index + indent.length, text: INDENT.repeat(indent.length) }] },
      ]
    })
  },
}
