import type { PlanRule } from '../rule.ts'

export const eventUnowned: PlanRule = {
  id: 'event.unowned',
  severity: 'error',
  say: 'somebody owns every event',
  check: ({ content }) =>
    Object.values(content.events).flatMap(({ name, owner }) =>
      owner === ''
        ? [
            {
              subject: `event:${name}` as const,
              message: `nobody owns ${name}; write owner:, or one in defaults: of plan.yaml`,
            },
          ]
        : [],
    ),
}
