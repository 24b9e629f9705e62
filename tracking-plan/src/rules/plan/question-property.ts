import { BASE_COLUMNS, BUILT_IN_EVENTS } from '@maidian/schemas'
import { didYouMean } from '../../load/closest.ts'
import type { PlanContent } from '../../model.ts'
import type { PlanHit, PlanRule } from '../rule.ts'
import { type AskedName, questionNames } from '../support/question-names.ts'

const BUILT_IN = new Set(Object.values(BUILT_IN_EVENTS).flatMap(properties => Object.keys(properties)))

const complaint = ({ kind, name }: AskedName, { properties, profile }: PlanContent): string | null => {
  if (name.startsWith('$')) {
    if (BASE_COLUMNS.includes(name.slice(1))) return null
    return `there is no base column ${name}${didYouMean(name.slice(1), BASE_COLUMNS)}`
  }
  const known = kind === 'profile' ? profile : properties
  const [head = ''] = name.split('.')
  if (Object.hasOwn(known, head) || (kind === 'property' && BUILT_IN.has(head))) return null
  const where = kind === 'profile' ? 'profile' : 'properties'
  return `there is no property ${head} in ${where}/${didYouMean(head, Object.keys(known))}`
}

export const questionProperty: PlanRule = {
  id: 'question.property',
  severity: 'warning',
  say: 'a question asks for properties that there are',
  check: ({ content }) =>
    Object.values(content.questions).flatMap(question =>
      questionNames(question).flatMap((asked): PlanHit[] => {
        const message = asked.kind === 'event' ? null : complaint(asked, content)
        return message === null ? [] : [{ subject: `question:${question.name}`, path: asked.path, message }]
      }),
    ),
}
