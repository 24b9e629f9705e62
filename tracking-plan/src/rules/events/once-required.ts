import type { PlanRule } from '../rule.ts'

export const onceRequired: PlanRule = {
  id: 'once.required',
  severity: 'error',
  say: 'what makes two events one is a required value of the event',
  check: ({ content }) =>
    Object.values(content.events).flatMap(({ name: event, props, once_per = [] }) => {
      const own = new Map(props.map(({ name, required }) => [name, required]))
      return once_per.flatMap((name, i) => {
        const hit = (message: string) => [{ subject: `event:${event}` as const, path: ['once_per', i], message }]
        const required = own.get(name)
        if (required === undefined) return hit(`${event} has no property ${name}; write ${name}! in props:`)
        if (!required)
          return hit(`${name} may be absent, and then nothing says which events are one; write ${name}! in props:`)
        if (content.properties[name]?.type === 'list') return hit(`${name} is a list; take a single value`)
        return content.properties[name]?.nullable ? hit(`${name} may be null; take a value that is always there`) : []
      })
    }),
}
