import { didYouMean } from '../load/closest.ts'
import type { PlanContent } from '../model.ts'
import type { PlanHit, PlanRule } from './rule.ts'

const unknown = ({ properties }: PlanContent, name: string): string | null =>
  Object.hasOwn(properties, name)
    ? null
    : `there is no property ${name}; define it under properties/${didYouMean(name, Object.keys(properties))}`

const inEvents = (content: PlanContent): PlanHit[] =>
  Object.values(content.events).flatMap(({ name: event, props, once_per = [], variants }) => {
    const subject = `event:${event}` as const
    const own = new Set(props.map(({ name }) => name))
    const named: [string, (string | number)[]][] = [
      ...props.map(({ name }, i): [string, (string | number)[]] => [name, ['props', i]]),
      ...once_per
        .filter(name => !own.has(name))
        .map((name, i): [string, (string | number)[]] => [name, ['once_per', i]]),
      ...Object.entries(variants?.when ?? {}).flatMap(([value, uses]) =>
        uses.map(({ name }, i): [string, (string | number)[]] => [name, ['variants', 'when', value, i]]),
      ),
    ]
    return named.flatMap(([name, path]) => {
      const message = unknown(content, name)
      return message === null ? [] : [{ subject, path, message }]
    })
  })

const inTypes = (content: PlanContent): PlanHit[] =>
  Object.values(content.types).flatMap(({ name: type, props }) =>
    props.flatMap(({ name }, i) => {
      const message = unknown(content, name)
      return message === null ? [] : [{ subject: `type:${type}` as const, path: ['props', i], message }]
    }),
  )

const onEveryEvent = (content: PlanContent): PlanHit[] =>
  Object.entries(content.every_event).flatMap(([kind, names = []]) =>
    names.flatMap((name, i) => {
      const message = unknown(content, name)
      return message === null
        ? []
        : [{ subject: `plan:${content.plan}` as const, path: ['every_event', kind, i], message }]
    }),
  )

export const propertyUnknown: PlanRule = {
  id: 'property.unknown',
  severity: 'error',
  say: 'a property that is used is in the dictionary',
  check: ({ content }) => [...inEvents(content), ...inTypes(content), ...onEveryEvent(content)],
}
