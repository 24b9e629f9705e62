import type { View } from '@maidian/engines'
import type { PlannedProject } from '../planned-project.ts'
import { type FunnelShape, maskOfNames } from '../questions/funnel-shape.ts'
import { funnelSteps } from '../questions/funnel-sql.ts'
import { type PathsShape, pageName, pathEdges } from '../questions/paths-sql.ts'
import { audience } from '../sql/events.ts'
import { literally, sql, viewArgument } from '../sql/fragment.ts'
import { dayRange } from './day-range.ts'
import { eventComments, eventRows } from './event-rows.ts'
import { LOSS_COMMENT, lossByDay } from './loss-by-day.ts'
import { plannedEventViews } from './planned-events.ts'
import { profileViews } from './profiles.ts'

/** The views of a project's database, for `EventStore.migrate`. Funnel and paths are those of the HTTP API. */
export const projectViews = (project: PlannedProject): View[] => [
  {
    name: 'all_events',
    sql: literally(eventRows(project, { columns: project.columns ?? [], conditions: audience({}) })),
    columns: eventComments(project.columns ?? []),
    comment: '全部事件，不含爬虫与测试流量 · every event but those of bots and tests; time and day of the project',
  },
  {
    name: 'all_events_unfiltered',
    sql: literally(eventRows(project, { columns: project.columns ?? [], conditions: [] })),
    columns: eventComments(project.columns ?? []),
    comment: '全部事件，含爬虫与测试流量 · every event, bots and tests too; time and day of the project',
  },
  {
    name: 'funnel',
    sql: literally(funnelSteps(funnelShape(project))),
    comment:
      "漏斗 · funnel(steps=['view_item', 'purchase'], window=604800, from='2026-11-01', to='2026-11-30'): event names, seconds, whole days",
  },
  {
    name: 'paths',
    sql: literally(pathEdges(pathsShape(project))),
    comment:
      "页面路径 · paths(start='', max_steps=5, session_gap=1800, from='2026-11-01', to='2026-11-30'): '' begins anywhere, seconds, whole days",
  },
  {
    name: 'loss_by_day',
    sql: literally(lossByDay(project)),
    comment: LOSS_COMMENT,
  },
  ...profileViews(project),
  ...plannedEventViews(project),
]

const funnelShape = (project: PlannedProject): FunnelShape => {
  const steps = viewArgument('steps', 'Array(String)')
  return {
    ...dayRange(project),
    window: sql`toInt64(${viewArgument('window', 'UInt32')}) * 1000`,
    labels: steps,
    mask: maskOfNames(steps),
    // Where a mask has no bit for a step, nobody would seem to reach it.
    conditions: [
      sql`throwIf(length(${steps}) NOT BETWEEN 1 AND 32, 'a funnel has 1 to 32 steps') = 0`,
      sql`name IN ${steps}`,
      ...audience({}),
    ],
    now: sql`toUnixTimestamp64Milli(now64(3))`,
  }
}

const pathsShape = (project: PlannedProject): PathsShape => ({
  ...dayRange(project),
  pages: true,
  events: false,
  groupings: [],
  exclude: [],
  start: pageName(viewArgument('start', 'String')),
  end: sql`''`,
  maxSteps: viewArgument('max_steps', 'UInt32'),
  sessionGap: sql`toInt64(${viewArgument('session_gap', 'UInt32')}) * 1000`,
  conditions: audience({}),
})
