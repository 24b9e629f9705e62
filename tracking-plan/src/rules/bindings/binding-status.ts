import type { PlanRule } from '../rule.ts'

export const bindingStatus: PlanRule = {
  id: 'binding.status',
  severity: 'warning',
  say: 'an event that the plan gives up has no bindings',
  check: ({ content }) =>
    Object.values(content.events).flatMap(({ name, status, bindings }) => {
      if (!bindings || (status !== 'deprecated' && status !== 'removed')) return []
      const becomes = status === 'removed' ? 'are left out of what pages get' : 'go on sending it'
      const message = `${name} is ${status}, and its bindings ${becomes}; leave bindings: out`
      return [{ subject: `event:${name}` as const, path: ['bindings'], message }]
    }),
}
