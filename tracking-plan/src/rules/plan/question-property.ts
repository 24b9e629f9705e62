import { BASE_COLUMNS, BUILT_IN_EVENTS } from '@maidian/schemas'
import type { PlanContent } from '../../model.ts'
import type { PlanHit, PlanRule } from '../rule.ts'
import { createHints, type Hints } from '../support/hints.ts'
import { type AskedName, questionNames } from '../support/question-names.ts'

const BUILT_IN = new Set(Object.values(BUILT_IN_EVENTS).flatMap(properties => Object.keys(properties)))

const COLUMNS = BASE_COLUMNS.map(column => `$${column}`)
const MAX_SHOWN = 60

const complaint = (asked: AskedName, { properties, profile }: PlanContent, didYouMean: Hints): string | null => {
  const { kind, name } = asked
  const shown = name.slice(0, MAX_SHOWN)
  if (name.startsWith('$')) {
    if (COLUMNS.includes(name)) return null
    return `there is no base column ${shown}${didYouMean(name, COLUMNS)}`
  }
  const known = kind === 'profile' ? profile : properties
  const [head = ''] = name.split('.')
  if (Object.hasOwn(known, head) || (kind === 'property' && BUILT_IN.has(head))) return null
  const where = kind === 'profile' ? 'profile' : 'properties'
  return `there is no property ${head.slice(0, MAX_SHOWN)} in ${where}/${didYouMean(head, Object.keys(known))}`
}

export const questionProperty: PlanRule = {
  id: 'question.property',
  severity: 'warning',
  say: 'a question asks for properties that there are',
  check: ({ content }) => {
    const hints = createHints()
    return Object.values(content.questions).flatMap(question =>
      questionNames(question).flatMap((asked): PlanHit[] => {
        const message = asked.kind === 'event' ? null : complaint(asked, content, hints)
        return message === null ? [] : [{ subject: `question:${question.name}`, path: asked.path, message }]
      }),
    )
  },
}
