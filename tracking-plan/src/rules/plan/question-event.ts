import { BUILT_IN_EVENTS, isBuiltIn } from '@maidian/schemas'
import type { PlanHit, PlanRule } from '../rule.ts'
import { createHints } from '../support/hints.ts'
import { questionNames } from '../support/question-names.ts'

const MAX_SHOWN = 60

export const questionEvent: PlanRule = {
  id: 'question.event',
  severity: 'error',
  say: 'a question asks for events that there are',
  check: ({ content: { questions, events } }) => {
    const didYouMean = createHints()
    const known = [...Object.keys(events), ...Object.keys(BUILT_IN_EVENTS)]
    return Object.values(questions).flatMap(question =>
      questionNames(question).flatMap(({ kind, name, path }): PlanHit[] => {
        if (kind !== 'event' || isBuiltIn(name) || Object.hasOwn(events, name)) return []
        const shown = name.slice(0, MAX_SHOWN)
        const message = `there is no event ${shown}, neither in the plan nor built in${didYouMean(name, known)}`
        return [{ subject: `question:${question.name}`, path, message }]
      }),
    )
  },
}
