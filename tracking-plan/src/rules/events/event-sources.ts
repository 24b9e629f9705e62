import type { PlanRule } from '../rule.ts'

export const eventSources: PlanRule = {
  id: 'event.sources',
  severity: 'error',
  say: 'an event says who sends it',
  check: ({ content }) =>
    Object.values(content.events).flatMap(({ name, status, sources }) =>
      (status === 'live' || status === 'deprecated') && Object.keys(sources).length === 0
        ? [
            {
              subject: `event:${name}` as const,
              path: ['sources'],
              message: `nobody sends ${name}; write sources: {web: true}, mini, server, or status: draft`,
            },
          ]
        : [],
    ),
}
