import type { View } from '@maidian/engines'
import type { PlanColumn, PlanEvent, Release } from '@maidian/tracking-plan'
import type { PlannedProject } from '../planned-project.ts'
import { audience } from '../sql/events.ts'
import { literally, param, sql } from '../sql/fragment.ts'
import { eventComments, eventRows } from './event-rows.ts'

/** The properties that an event can have: its own, those of its variants, and those that come with any event. */
const propertiesOf = (event: PlanEvent, { every_event }: Release): Set<string> =>
  new Set([
    ...event.props.map(({ name }) => name),
    ...Object.values(event.variants?.when ?? {}).flatMap(uses => uses.map(({ name }) => name)),
    ...Object.values(every_event).flatMap(names => names ?? []),
  ])

/** Both languages in a line. */
const told = (text: Readonly<Record<string, string>>): string => [...new Set(Object.values(text))].join(' · ')

const eventView = (project: PlannedProject, event: PlanEvent, columns: readonly PlanColumn[]): View => ({
  name: event.name,
  sql: literally(
    eventRows(project, { columns, conditions: [sql`name = ${param('String', event.name)}`, ...audience({})] }),
  ),
  comment: [told(event.title), event.fires.when && told(event.fires.when)].filter(Boolean).join(' — '),
  columns: eventComments(columns),
})

/** One view per event of the plan, `SELECT * FROM shop.add_to_cart`, without bots and test traffic. */
export const plannedEventViews = (project: PlannedProject): View[] => {
  const { plan, columns = [] } = project
  if (!plan) return []
  return Object.values(plan.events).map(event => {
    const own = [...propertiesOf(event, plan)].flatMap(name => columns.filter(({ property }) => property === name))
    return eventView(project, event, own)
  })
}
