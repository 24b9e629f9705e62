import { isBuiltIn } from '@maidian/schemas'
import type { FileRule } from '../rule.ts'
import { nameWords } from '../support/name-words.ts'

export const nameBuiltin: FileRule = {
  id: 'name.builtin',
  severity: 'error',
  say: 'names with $ are built into Maidian',
  check: file =>
    nameWords(file).flatMap(({ name, start }) => {
      if (!name.startsWith('$')) return []
      const message = isBuiltIn(name)
        ? `${name} is built into Maidian, which sends and knows it without a plan; leave it out`
        : `names with $ are built into Maidian; write ${name.slice(1) || 'another name'}`
      return [{ offset: start, message }]
    }),
}
