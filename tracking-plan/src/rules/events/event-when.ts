import type { PlanRule } from '../rule.ts'

export const eventWhen: PlanRule = {
  id: 'event.when',
  severity: 'warning',
  say: 'an event says when it is sent',
  check: ({ content }) =>
    Object.values(content.events).flatMap(({ name, status, fires }) =>
      status === 'live' && fires.when === undefined
        ? [
            {
              subject: `event:${name}` as const,
              path: ['fires'],
              message: `nobody knows when to send ${name}; write fires: {when: what has happened then}`,
            },
          ]
        : [],
    ),
}
