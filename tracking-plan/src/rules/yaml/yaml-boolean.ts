import { isScalar, visit } from 'yaml'
import type { FileHit, FileRule } from './rule.ts'

const WORDS = /^(?:y|yes|n|no|on|off)$/i

export const yamlBoolean: FileRule = {
  id: 'yaml.boolean',
  severity: 'warning',
  say: 'yes, no, on and off stand in quotes: many tools read them as true and false',
  check: ({ root }) => {
    const hits: FileHit[] = []
    visit(root, node => {
      if (!isScalar(node) || node.type !== 'PLAIN' || !node.range || !WORDS.test(node.source ?? '')) return
      const [start, end] = node.range
      const text = `"${node.source}"`
      hits.push({
        offset: start,
        message: `many tools read ${node.source} as a boolean; write ${text}`,
        fix: { start, end, text },
      })
    })
    return hits
  },
}
