import type { PropertyUse } from '../../model.ts'
import type { PlanHit, PlanRule } from '../rule.ts'

const twiceIn = (uses: readonly PropertyUse[], subject: PlanHit['subject'], path: (string | number)[]): PlanHit[] => {
  const seen = new Set<string>()
  return uses.flatMap(({ name }, i) => {
    if (!seen.has(name)) {
      seen.add(name)
      return []
    }
    return [{ subject, path: [...path, i], message: `${name} stands here twice; keep one` }]
  })
}

/** A variant may ask for what its event leaves open; all else it only repeats. */
const repeated = (uses: readonly PropertyUse[], props: readonly PropertyUse[]): { index: number; name: string }[] => {
  const own = new Map(props.map(({ name, required }) => [name, required]))
  return uses.flatMap(({ name, required }, index) => {
    const known = own.get(name)
    return known === undefined || (required && !known) ? [] : [{ index, name }]
  })
}

export const propertyTwice: PlanRule = {
  id: 'property.twice',
  severity: 'error',
  say: 'an event or type names a property once',
  check: ({ content }) => [
    ...Object.values(content.types).flatMap(({ name, props }) => twiceIn(props, `type:${name}`, ['props'])),
    ...Object.values(content.events).flatMap(({ name: event, props, variants }) => {
      const subject = `event:${event}` as const
      return [
        ...twiceIn(props, subject, ['props']),
        ...Object.entries(variants?.when ?? {}).flatMap(([value, uses]) => [
          ...twiceIn(uses, subject, ['variants', 'when', value]),
          ...repeated(uses, props).map(({ index, name }) => ({
            subject,
            path: ['variants', 'when', value, index],
            message: `${name} is a property of the event already; leave it out here`,
          })),
        ]),
      ]
    }),
    ...Object.entries(content.every_event).flatMap(([kind, names = []]) =>
      twiceIn(
        names.map(name => ({ name, required: false })),
        `plan:${content.plan}`,
        ['every_event', kind],
      ),
    ),
  ],
}
