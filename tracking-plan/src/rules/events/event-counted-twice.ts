import type { PlanRule } from '../rule.ts'

export const eventCountedTwice: PlanRule = {
  id: 'event.counted_twice',
  severity: 'warning',
  say: 'what a page and the server both send has a once_per, or it counts twice',
  check: ({ content }) =>
    Object.values(content.events).flatMap(({ name, status, sources, once_per }) => {
      const { server, ...clients } = sources
      if (status === 'removed' || once_per || server === undefined || Object.keys(clients).length === 0) return []
      const message = `page and server both send ${name}; write once_per: [its id], or say why it does not count twice: # lint-ok event.counted_twice: …`
      return [{ subject: `event:${name}` as const, path: ['sources'], message }]
    }),
}
