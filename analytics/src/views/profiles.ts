import type { View } from '@maidian/engines'
import { type PlanColumn, planColumns } from '@maidian/tracking-plan'
import type { PlannedProject } from '../planned-project.ts'
import { type Fragment, identifier, join, literally, param, sql } from '../sql/fragment.ts'
import { personId, personKey } from '../sql/person.ts'

/** Sums are exact to six digits after the point, so that it does not matter in which order they are made. */
const amount = (value: Fragment): Fragment => sql`ifNull(toDecimal128OrNull(${value}, 6), toDecimal128(0, 6))`

/** `value` is not null. A list stays one; any other value becomes the first element of one. */
const asList = (value: Fragment): Fragment =>
  sql`if(startsWith(${value}, '[') AND isValidJSON(${value}), JSONExtractArrayRaw(${value}), [toJSONString(${value})])`

const afterAppend = (before: Fragment, more: Fragment): Fragment =>
  sql`concat('[', arrayStringConcat(arrayConcat(if(isNull(${before}), [], ${asList(sql`assumeNotNull(${before})`)}), JSONExtractArrayRaw(${more})), ','), ']')`

/** What an operation that builds on the value before it makes of it. */
const after = (before: Fragment, operation: Fragment, value: Fragment): Fragment => sql`multiIf(
      ${operation} = 'set_once', if(isNull(${before}), toNullable(${value}), ${before}),
      ${operation} = 'add', toNullable(toString(${amount(before)} + ${amount(sql`toNullable(${value})`)})),
      toNullable(${afterAppend(before, value)}))`

/**
 * A row for each property that a person has, with its value as text. The operations of all that is theirs, applied in the order
 * of time and then of event ids: from the last that says what the value is, or that there is none, only what builds on it counts.
 */
const profileValues = ({ name }: PlannedProject): Fragment => sql`
SELECT person_key, id, property, assumeNotNull(folded) AS value
FROM (
  SELECT person_key, id, property,
    arrayFold((before, o) -> ${after(sql`before`, sql`o.2`, sql`o.3`)},
      arraySlice(operations, begin + 1), if(begin > 0 AND operations[begin].2 = 'set', toNullable(operations[begin].3), NULL)) AS folded
  FROM (
    SELECT person_key, id, property, arrayCompact(arraySort(groupArray((at, operation, value)))) AS operations,
      arrayLastIndex(o -> o.2 IN ('set', 'unset'), operations) AS begin
    FROM (
      SELECT ${personKey(name)} AS person_key, ${personId(name)} AS id, toString(property) AS property,
        toString(operation) AS operation, value, (ts, toUInt128(event_id)) AS at
      FROM ${identifier(name)}.profile_operations
    )
    GROUP BY person_key, id, property
  )
)
WHERE folded IS NOT NULL`

const OWN = new Set(['person_key', 'id', 'properties'])

/** The plan's properties of users, as columns over `props`, a map of texts: as an event's are read. */
const profileColumns = ({ plan }: PlannedProject): PlanColumn[] => {
  if (!plan) return []
  const used = Object.values(plan.profile).filter(({ name }) => !OWN.has(name))
  const everywhere = { ...plan, properties: Object.fromEntries(used.map(one => [one.name, one])), types: {} }
  return planColumns([everywhere])
}

const profiles = (project: PlannedProject, columns: readonly PlanColumn[]): Fragment => {
  const read = columns.map(
    ({ name, type, fallback }): Fragment => ({
      parts: [`CAST(${fallback}, '${type.replaceAll("'", "\\'")}') AS \`${name}\``],
    }),
  )
  const shown = columns.map(({ name, path }): Fragment => ({ parts: [`\`${name}\` AS \`${path}\``] }))
  return sql`
SELECT ${join([sql`person_key`, sql`id`, sql`props AS properties`, ...shown], ', ')}
FROM (
  SELECT ${join([sql`person_key`, sql`id`, sql`props`, ...read], ', ')}
  FROM (
    SELECT person_key, id, mapSort(mapFromArrays(groupArray(property), groupArray(value))) AS props
    FROM (${profileValues(project)})
    GROUP BY person_key, id
  )
)`
}

const items = ({ name, timezone }: PlannedProject): Fragment => sql`
SELECT kind, item_id, mapSort(mapFromArrays(groupArray(attribute), groupArray(value))) AS attributes,
  toTimeZone(max(said), ${param('String', timezone)}) AS updated
FROM (
  SELECT toString(kind) AS kind, item_id, toString(attribute) AS attribute,
    argMax(value, (ts, toUInt128(event_id))) AS value, max(ts) AS said
  FROM ${identifier(name)}.item_operations
  GROUP BY kind, item_id, attribute
)
GROUP BY kind, item_id`

const PERSON = {
  person_key: '用户（归并后） · person: devices and user resolved to one',
  id: '用户编号，未知则为设备 · user, else device',
}

/** What is known of people and of items, as the operations of all times make it. */
export const profileViews = (project: PlannedProject): View[] => {
  const columns = profileColumns(project)
  return [
    {
      name: 'profiles',
      sql: literally(profiles(project, columns)),
      comment: '用户属性，每人一行 · what is known of each person',
      columns: {
        ...PERSON,
        properties: '全部属性，文本 · every property, as text',
        ...Object.fromEntries(columns.map(({ path, comment }) => [path, comment])),
      },
    },
    {
      name: 'profile_values',
      sql: literally(profileValues(project)),
      comment:
        '用户属性，每个属性一行；按属性筛选时更快 · one row for each property of a person; faster where few are asked for',
      columns: { ...PERSON, property: '属性 · property', value: '值，文本 · value, as text' },
    },
    {
      name: 'items',
      sql: literally(items(project)),
      comment: '维度表，每项一行 · what is known of each item, such as a product',
      columns: {
        kind: '维度表 · kind of item',
        item_id: '编号 · its id',
        attributes: '属性，文本 · its attributes, as text',
        updated: '最近更新，项目时区 · when something was last said of it, in the time zone of the project',
      },
    },
  ]
}
