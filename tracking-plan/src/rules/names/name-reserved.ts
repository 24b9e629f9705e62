import { RESERVED_COLUMNS, RESERVED_RELATIONS } from '../../reserved-names.ts'
import type { PlanRule } from '../rule.ts'

const COLUMNS = new Set(RESERVED_COLUMNS)
const RELATIONS = new Set(RESERVED_RELATIONS)

export const nameReserved: PlanRule = {
  id: 'name.reserved',
  severity: 'error',
  say: 'no property is called like a base column, no event or question like a table or view',
  check: ({ content }) => [
    ...Object.keys(content.properties)
      .filter(name => COLUMNS.has(name))
      .map(name => ({
        subject: `property:${name}` as const,
        message: `${name} is a column of every event; choose a longer name, such as item_${name}`,
      })),
    ...Object.keys(content.events)
      .filter(name => RELATIONS.has(name))
      .map(name => ({
        subject: `event:${name}` as const,
        path: ['event'],
        message: `${name} is a table or view of the store; choose another name, such as view_${name}`,
      })),
    ...Object.keys(content.questions)
      .filter(name => RELATIONS.has(name))
      .map(name => ({
        subject: `question:${name}` as const,
        message: `${name} is a table or view of the store; choose another name, such as shop_${name}`,
      })),
  ],
}
