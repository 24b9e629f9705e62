import type { PlanRule } from '../rule.ts'

export const nameClash: PlanRule = {
  id: 'name.clash',
  severity: 'error',
  say: 'events and questions have views, so no two of them have one name',
  check: ({ content }) =>
    Object.keys(content.questions)
      .filter(name => Object.hasOwn(content.events, name))
      .map(name => ({
        subject: `question:${name}` as const,
        message: `there is an event ${name}, and both would have the view ${name}; choose another name`,
      })),
}
