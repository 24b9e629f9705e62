import { AUTOMATIC_NOISE } from '@maidian/schemas'
import { eventsIn, type Range } from '../sql/events.ts'
import { and, type Fragment, join, or, param, sql } from '../sql/fragment.ts'
import { personId, personKey } from '../sql/person.ts'

/** Paths, whoever asks. */
export type PathsShape = Range & {
  /** Which kinds of events are nodes. */
  pages: boolean
  events: boolean
  /** Patterns in which `*` is any run of characters. */
  groupings: readonly string[]
  /** Names, after grouping, that are no nodes. */
  exclude: readonly string[]
  /** String: a node's name; '' is none. */
  start: Fragment
  end: Fragment
  /** UInt32 */
  maxSteps: Fragment
  /** Int64, ms. */
  sessionGap: Fragment
  conditions: readonly Fragment[]
}

const PAGE = param('String', '$page_view')

/** String: a name without slashes at its end; the root stays `/`. */
export const pageName = (path: Fragment): Fragment =>
  sql`if(match(${path}, '^/+$'), '/', replaceRegexpOne(${path}, '/+$', ''))`

const nodeKinds = ({ pages, events }: PathsShape): Fragment =>
  or([
    ...(pages ? [sql`name = ${PAGE}`] : []),
    ...(events ? [sql`name NOT IN ${param('Array(String)', ['$page_view', ...AUTOMATIC_NOISE])}`] : []),
  ])

const like = (pattern: string): Fragment =>
  param('String', pattern.replace(/[\\%_]/g, character => `\\${character}`).replaceAll('*', '%'))

/** String: the first pattern that the name matches, else the name. */
const grouped = (name: Fragment, groupings: readonly string[]): Fragment =>
  groupings.length === 0
    ? name
    : sql`multiIf(${join(
        groupings.map(pattern => sql`${name} LIKE ${like(pattern)}, ${param('String', pattern)}`),
        ', ',
      )}, ${name})`

/**
 * `SELECT person, source, target, gap`: a row per node of each path; `target` is '' and `gap` NULL for its last.
 *
 * The subqueries follow the definition from inside out: name and exclude · put in order per person · cut where nothing
 * happened for long · join equal neighbours, keeping the time of the last · begin at `start` · end at `end` · keep so
 * many steps.
 */
const pathSteps = (shape: PathsShape, columns: { id?: boolean } = {}): Fragment => {
  const who = columns.id ? sql`person, id` : sql`person`
  return sql`
SELECT
  ${who},
  arrayJoin(arrayMap(
    (position, node, next) -> (
      concat(toString(position), '_', node.2),
      if(next.1 = 0, '', concat(toString(position + 1), '_', next.2)),
      if(next.1 = 0, NULL, next.1 - node.1)),
    arrayEnumerate(cut), cut, arrayPushBack(arrayPopFront(cut), (toInt64(0), '')))) AS step,
  step.1 AS source, step.2 AS target, step.3 AS gap
FROM (
  SELECT ${who}, multiIf(
    length(ended) <= ${shape.maxSteps}, ended,
    ${shape.start} != '' AND ${shape.end} != '', arrayConcat(
      arraySlice(ended, 1, intDiv(${shape.maxSteps}, 2)),
      [(ended[intDiv(${shape.maxSteps}, 2) + 1].1, '...')],
      arraySlice(ended, -toInt32(intDiv(${shape.maxSteps}, 2)))),
    ${shape.end} != '', arraySlice(ended, -toInt32(${shape.maxSteps})),
    arraySlice(ended, 1, ${shape.maxSteps})) AS cut
  FROM (
    SELECT ${who}, if(${shape.end} = '', started, arraySlice(started, 1, indexOf(started.2, ${shape.end}))) AS ended
    FROM (
      SELECT ${who}, if(${shape.start} = '', nodes,
        if(has(nodes.2, ${shape.start}), arraySlice(nodes, indexOf(nodes.2, ${shape.start})), [])) AS started
      FROM (
        SELECT ${who}, arrayFilter(
          (node, next_name) -> node.2 != next_name,
          session, arrayPushBack(arrayPopFront(session.2), concat(session[-1].2, ' '))) AS nodes
        FROM (
          SELECT ${who}, arrayJoin(arraySplit(
            (visit, gap) -> gap >= ${shape.sessionGap},
            visits, arrayDifference(visits.1))) AS session
          FROM (
            SELECT person,${columns.id ? sql` any(own_id) AS id,` : sql``} arrayMap(
              visit -> (visit.1, visit.3),
              arraySort(groupArray((ms, (received, log_partition, log_offset, log_index), node)))) AS visits
            FROM (
              SELECT
                ${personKey(shape.database)} AS person,${columns.id ? sql`\n                ${personId(shape.database)} AS own_id,` : sql``}
                toUnixTimestamp64Milli(ts) AS ms,
                received, log_partition, log_offset, log_index,
                if(name = ${PAGE}, ${pageName(sql`path`)}, toString(name)) AS own_name,
                ${grouped(sql`own_name`, shape.groupings)} AS node
              ${eventsIn(shape, [nodeKinds(shape), ...shape.conditions])}
            )
            WHERE node NOT IN ${param('Array(String)', shape.exclude)}
            GROUP BY person
          )
        )
      )
    )
  )
  WHERE notEmpty(ended)
)`
}

/** One row per edge, heaviest first: the paths as the view tells them. */
export const pathEdges = (shape: PathsShape): Fragment => sql`SELECT
  source, target, count() AS paths, uniqExact(person) AS users, avg(gap) / 1000 AS mean_s
FROM (${pathSteps(shape)}
)
WHERE target != ''
GROUP BY source, target
ORDER BY paths DESC, source, target`

/**
 * Edges and nodes in one pass: a row with a target is an edge, one without is a node. `keep`: how many edges at most,
 * and the users that an edge must have.
 */
export const pathGraph = (shape: PathsShape, keep: { edges: Fragment; users: Fragment }): Fragment => sql`SELECT
  kind, source, target, paths, users, mean_s, continued, dropped
FROM (
  SELECT
    if(grouping(target) = 1, 'node', 'edge') AS kind, source, target,
    count() AS paths, uniqExact(person) AS users, avg(gap) / 1000 AS mean_s,
    uniqExactIf(person, target != '') AS continued, uniqExactIf(person, target = '') AS dropped,
    row_number() OVER (PARTITION BY kind ORDER BY paths DESC, source, target) AS place
  FROM (${pathSteps(shape)}
  )
  GROUP BY GROUPING SETS ((source, target), (source))
  HAVING kind = 'node' OR (target != '' AND users >= ${keep.users})
)
WHERE kind = 'node' OR place <= ${keep.edges}
ORDER BY kind, paths DESC, source, target`

/** One row per person on an edge, in the order of their keys. `conditions` are on `person`. */
export const pathUsers = (
  shape: PathsShape,
  {
    source,
    target,
    conditions,
    most,
  }: { source: Fragment; target: Fragment; conditions: readonly Fragment[]; most: Fragment },
): Fragment => sql`SELECT
  any(id) AS id, toString(person) AS key
FROM (${pathSteps(shape, { id: true })}
)
WHERE ${and([sql`source = ${source}`, sql`target = ${target}`, ...conditions])}
GROUP BY person
ORDER BY person
LIMIT ${most}`
