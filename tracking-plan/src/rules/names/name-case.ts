import { NAME_SAYS, Name } from '../../language/names.ts'
import type { FileRule } from '../rule.ts'
import { nameWords } from '../support/name-words.ts'
import { snakeCase } from '../support/snake-case.ts'

const MAX_SHOWN = 60
const MAX_MEANT = 100

export const nameCase: FileRule = {
  id: 'name.case',
  severity: 'error',
  say: 'names are written like begin_checkout',
  check: file =>
    nameWords(file).flatMap(({ name, start, end }) => {
      if (name.startsWith('$') || Name.safeParse(name).success) return []
      const meant = name.length > MAX_MEANT ? '' : snakeCase(name)
      const shown = name.length > MAX_SHOWN ? `${name.slice(0, MAX_SHOWN)}…` : name
      if (!Name.safeParse(meant).success) return [{ offset: start, message: `${shown} is no name: ${NAME_SAYS}` }]
      return [{ offset: start, message: `${shown} is no name; write ${meant}`, fix: [{ start, end, text: meant }] }]
    }),
}
