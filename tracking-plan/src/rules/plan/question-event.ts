import { BUILT_IN_EVENTS, isBuiltIn } from '@maidian/schemas'
import { didYouMean } from '../../load/closest.ts'
import type { PlanHit, PlanRule } from '../rule.ts'
import { questionNames } from '../support/question-names.ts'

export const questionEvent: PlanRule = {
  id: 'question.event',
  severity: 'error',
  say: 'a question asks for events that there are',
  check: ({ content: { questions, events } }) =>
    Object.values(questions).flatMap(question =>
      questionNames(question).flatMap(({ kind, name, path }): PlanHit[] => {
        if (kind !== 'event' || isBuiltIn(name) || Object.hasOwn(events, name)) return []
        const hint = didYouMean(name, [...Object.keys(events), ...Object.keys(BUILT_IN_EVENTS)])
        const message = `there is no event ${name}, neither in the plan nor built in${hint}`
        return [{ subject: `question:${question.name}`, path, message }]
      }),
    ),
}
