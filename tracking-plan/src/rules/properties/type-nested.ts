import type { PlanRule } from '../rule.ts'

export const typeNested: PlanRule = {
  id: 'type.nested',
  severity: 'error',
  say: 'the elements of a list hold no lists',
  check: ({ content }) =>
    Object.values(content.types).flatMap(({ name: type, props }) =>
      props.flatMap(({ name }, i) =>
        content.properties[name]?.type === 'list'
          ? [
              {
                subject: `type:${type}` as const,
                path: ['props', i],
                message: `${name} is a list, and an element of a list holds none; give the event ${name} itself`,
              },
            ]
          : [],
      ),
    ),
}
