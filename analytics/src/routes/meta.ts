import {
  BASE_COLUMNS,
  type MetaEventsAnswer,
  type MetaProjectsAnswer,
  type MetaPropertiesAnswer,
  type MetaValuesAnswer,
} from '@maidian/schemas'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import * as z from 'zod'
import type { RouteDeps } from '../app.ts'
import { type Asked, projectOf, rangeOf } from '../questions/asked.ts'
import { createRun, type Run } from '../run.ts'
import { eventsIn } from '../sql/events.ts'
import { type Fragment, join, param, sql } from '../sql/fragment.ts'
import { property } from '../sql/property.ts'
import { askedOf, queryOf, RANGE } from './asked-of.ts'
import { goneSignal } from './gone-signal.ts'

const MOST_PROPERTIES = 1000
const MOST_VALUES = 100

const EventsQuery = z.strictObject(RANGE)
const PropertiesQuery = z.strictObject({ ...RANGE, event: z.string().optional() })
const ValuesQuery = z.strictObject({
  ...RANGE,
  property: z.string().min(1),
  event: z.string().optional(),
  contains: z.string().optional(),
})

/** `?project=`, or undefined. */
export const askedProject = (request: FastifyRequest): string | undefined => {
  const { project } = request.query as { project?: unknown }
  return project === undefined ? undefined : String(project)
}

/** `GET /api/v1/meta/…`: what there is to ask about. */
export const metaRoutes = (app: FastifyInstance, deps: RouteDeps): void => {
  const { store, projects, caps } = deps
  const runFor = (reply: FastifyReply): Run => createRun({ store, caps, signal: goneSignal(reply) })
  const planOf = (project: string | undefined) => projectOf(project, projects(), 'project').plan
  app.get(
    '/api/v1/meta/projects',
    async (): Promise<MetaProjectsAnswer> => ({
      projects: projects().map(({ name, timezone }) => ({ name, timezone })),
    }),
  )
  app.get('/api/v1/meta/events', async (request, reply): Promise<MetaEventsAnswer> => {
    const query = queryOf(EventsQuery, request)
    const events = planOf(query.project)?.events ?? {}
    const rows = await runFor(reply)<{ name: string; count: string; last_seen: string }>(sql`
SELECT name, count() AS count, toUnixTimestamp64Milli(max(ts)) AS last_seen
${eventsIn(rangeOf(askedOf(query, deps)), [])}
GROUP BY name ORDER BY count DESC, name`)
    return {
      events: rows.map(({ name, count, last_seen }) => ({
        name,
        count: Number(count),
        last_seen: new Date(Number(last_seen)).toISOString(),
        ...titled(Object.hasOwn(events, name) ? events[name]?.title : undefined),
      })),
    }
  })
  app.get('/api/v1/meta/properties', async (request, reply): Promise<MetaPropertiesAnswer> => {
    const query = queryOf(PropertiesQuery, request)
    const planned = planOf(query.project)?.properties ?? {}
    const rows = await runFor(reply)<CountRow>(propertiesSeen(askedOf(query, deps), named(query.event)))
    return {
      properties: rows.map(({ name, count }) => ({
        name,
        count: Number(count),
        ...titled(Object.hasOwn(planned, name) ? planned[name]?.say : undefined),
      })),
    }
  })
  app.get('/api/v1/meta/values', async (request, reply): Promise<MetaValuesAnswer> => {
    const query = queryOf(ValuesQuery, request)
    const { values } = property(query.property, 'property', askedOf(query, deps))
    const contains =
      query.contains === undefined
        ? sql``
        : sql`WHERE positionCaseInsensitiveUTF8(value, ${param('String', query.contains)}) > 0`
    const rows = await runFor(reply)<{ value: string; count: string }>(sql`
SELECT value, count() AS count
FROM (SELECT arrayJoin(${values}) AS value ${eventsIn(rangeOf(askedOf(query, deps)), named(query.event))})
${contains}
GROUP BY value ORDER BY count DESC, value LIMIT ${param('UInt32', MOST_VALUES)}`)
    return { values: rows.map(({ value, count }) => ({ value, count: Number(count) })) }
  })
}

type CountRow = { name: string; count: string }

const titled = (title: Record<string, string> | undefined): { title?: Record<string, string> } =>
  title ? { title } : {}

const named = (event: string | undefined): Fragment[] =>
  event === undefined ? [] : [sql`name = ${param('String', event)}`]

/** Base columns and properties, those of the plan and others, by the number of events that have them. */
const propertiesSeen = (shared: Asked, conditions: readonly Fragment[]): Fragment => {
  const names = [...BASE_COLUMNS.map(column => `$${column}`), ...shared.columns.map(column => column.path)]
  const counts = names.map(name => sql`countIf(${property(name, name, shared).exists})`)
  const events = eventsIn(rangeOf(shared), conditions)
  return sql`
SELECT name, sum(seen) AS count
FROM (
  SELECT arrayJoin(arrayZip(${param('Array(String)', names)}, (SELECT [${join(counts, ', ')}] ${events}))) AS pair, pair.1 AS name, pair.2 AS seen
  UNION ALL
  SELECT ('', 0) AS pair, key AS name, count() AS seen FROM (SELECT arrayJoin(mapKeys(props)) AS key ${events}) GROUP BY key
)
GROUP BY name HAVING count > 0
ORDER BY count DESC, name LIMIT ${param('UInt32', MOST_PROPERTIES)}`
}
