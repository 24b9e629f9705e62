import {
  Condition,
  ErrorAnswer,
  Filter,
  FunnelAnswer,
  FunnelQuestion,
  LiveEvent,
  MetaEventsAnswer,
  MetaProjectsAnswer,
  MetaPropertiesAnswer,
  MetaValuesAnswer,
  PathsAnswer,
  PathsQuestion,
  RetentionAnswer,
  RetentionQuestion,
  Selector,
  TimelineAnswer,
  TrendAnswer,
  TrendQuestion,
  UsersAnswer,
  UsersCondition,
  UsersPart,
  UsersQuestion,
} from '@maidian/schemas'
import * as z from 'zod'

const QUESTIONS = {
  funnel: [FunnelQuestion, FunnelAnswer, 'How many get through a sequence of steps'],
  paths: [PathsQuestion, PathsAnswer, 'Which ways people take'],
  retention: [RetentionQuestion, RetentionAnswer, 'Who comes back'],
  trend: [TrendQuestion, TrendAnswer, 'How numbers develop'],
  users: [UsersQuestion, UsersAnswer, 'Who stands behind a number'],
} as const

const ANSWERS = {
  ErrorAnswer,
  LiveEvent,
  MetaEventsAnswer,
  MetaProjectsAnswer,
  MetaPropertiesAnswer,
  MetaValuesAnswer,
  TimelineAnswer,
}
/** Named, so that what refers to itself has a place to be referred to. */
const PARTS = { Condition, Filter, Selector, UsersCondition, UsersPart }

const capital = (name: string): string => `${name[0]?.toUpperCase()}${name.slice(1)}`
const at = (id: string): string => `#/components/schemas/${id}`
const json = (id: string): object => ({ 'application/json': { schema: { $ref: at(id) } } })

const components = (): Record<string, object> => {
  const registry = z.registry<{ id: string }>()
  for (const [id, schema] of Object.entries({ ...ANSWERS, ...PARTS })) registry.add(schema, { id })
  for (const [name, [question, answer]] of Object.entries(QUESTIONS)) {
    registry.add(question, { id: `${capital(name)}Question` })
    registry.add(answer, { id: `${capital(name)}Answer` })
  }
  const { schemas } = z.toJSONSchema(registry, { uri: at, io: 'input' })
  return Object.fromEntries(Object.entries(schemas).map(([id, { $schema, $id, ...schema }]) => [id, schema]))
}

const project = { name: 'project', in: 'query', required: false, schema: { type: 'string' } }
const range = ['from', 'to'].map(name => ({ ...project, name }))
const failures = Object.fromEntries(
  ['400', '422', '501', '503'].map(status => [status, { description: 'An error', content: json('ErrorAnswer') }]),
)

const question = ([name, [, , summary]]: [string, readonly [unknown, unknown, string]]): [string, object] => [
  `/api/v1/query/${name}`,
  {
    post: {
      operationId: name,
      summary,
      requestBody: { required: true, content: json(`${capital(name)}Question`) },
      responses: { 200: { description: 'The answer', content: json(`${capital(name)}Answer`) }, ...failures },
    },
  },
]

const read = (operationId: string, summary: string, content: object, parameters: object[] = [project]): object => ({
  get: {
    operationId,
    summary,
    parameters,
    responses: { 200: { description: summary, content }, ...failures },
  },
})

/** The contract as OpenAPI 3.1, made from the schemas that also read the questions. */
export const openApi = (): object => ({
  openapi: '3.1.0',
  info: { title: 'Maidian 埋点: asking questions', version: '1' },
  paths: {
    ...Object.fromEntries(Object.entries(QUESTIONS).map(question)),
    '/api/v1/meta/projects': read('meta_projects', 'Projects and their time zones', json('MetaProjectsAnswer'), []),
    '/api/v1/meta/events': read('meta_events', 'Events of the range by name', json('MetaEventsAnswer'), [
      project,
      ...range,
    ]),
    '/api/v1/meta/properties': read(
      'meta_properties',
      'Base columns and properties seen in the range',
      json('MetaPropertiesAnswer'),
      [project, ...range, { ...project, name: 'event' }],
    ),
    '/api/v1/meta/values': read('meta_values', 'The most frequent values of a property', json('MetaValuesAnswer'), [
      project,
      ...range,
      { ...project, name: 'property', required: true },
      { ...project, name: 'event' },
      { ...project, name: 'contains' },
    ]),
    '/api/v1/users/{id}/events': read('timeline', 'What a person did, newest first', json('TimelineAnswer'), [
      { name: 'id', in: 'path', required: true, schema: { type: 'string' }, description: 'a user or a device' },
      project,
      ...range,
      { ...project, name: 'limit', schema: { type: 'integer' } },
      { ...project, name: 'cursor' },
    ]),
    '/api/v1/live': read(
      'live',
      'Events as they arrive; each message is a LiveEvent',
      { 'text/event-stream': { schema: { $ref: at('LiveEvent') } } },
      [project, { name: 'debug', in: 'query', schema: { type: 'string' }, description: 'only what has this debug id' }],
    ),
  },
  components: { schemas: components() },
})
