import { AUTOMATIC_NOISE } from '@maidian/schemas'
import { EARLIEST_MS } from '../moment.ts'
import { eventsIn } from '../sql/events.ts'
import { and, type Fragment, join, or, param, sql } from '../sql/fragment.ts'
import { personId, personKey } from '../sql/person.ts'
import { bestAttempt } from './funnel-best.ts'
import { count, type FunnelShape, type Special } from './funnel-shape.ts'

/** What is kept of an event besides its ms (1) and its mask (2); numbered as they come. */
const FIELDS = ['noise', 'keys', 'event_value', 'has_value', 'arrival'] as const
type Field = (typeof FIELDS)[number]

const fieldsOf = ({ order, keys, groups, first }: Special): Field[] =>
  FIELDS.filter(
    field =>
      (field === 'noise' && order === 'strict') ||
      (field === 'keys' && keys) ||
      ((field === 'event_value' || field === 'has_value') && groups !== null) ||
      (field === 'arrival' && (groups === 'touch' || first.length > 0)),
  )

type Asked = FunnelShape & { special: Special }
type Build = {
  shape: Asked
  columns: { id?: boolean }
  /** How an event's field is read. */
  of: (event: Fragment, field: Field | 'ms' | 'mask') => Fragment
  /** An event with another mask. */
  masked: (event: Fragment, mask: Fragment) => Fragment
  lastEntry: Fragment
}

const optionally = (condition: unknown, fragment: () => Fragment): Fragment => (condition ? fragment() : sql``)
const e = sql`event`

/**
 * `SELECT person, kind, value, attempt`: each person's results where a funnel is more than steps in their order.
 *
 * `kind` 0 is everybody's result (no value); 1 those by group; 2 those by period (its number, from 1). `attempt` is the ms
 * at which each step was filled, 0 where it was skipped, up to the last that was. Per person the events are put into one array; each
 * kind looks at the part of it that it is about (`variant`), and where properties must be the same, at the part of each key.
 */
export const variantAttempts = (shape: Asked, columns: { id?: boolean } = {}): Fragment => {
  const fields = fieldsOf(shape.special)
  const read: Build['of'] = (event, field) => {
    const place = field === 'ms' ? 1 : field === 'mask' ? 2 : fields.indexOf(field) + 3
    return sql`${event}.${count(place)}`
  }
  const rest = fields.map(field => sql`, ${read(e, field)}`)
  const build: Build = {
    shape,
    columns,
    of: read,
    masked: (_event, mask) => sql`(event.1, ${mask}${join(rest, '')})`,
    lastEntry: shape.lastEntry ?? shape.to,
  }
  const { groups, keys } = shape.special
  const reached = typeof groups === 'number' ? [sql`(kind != 1 OR attempt[${count(groups)}] != 0)`] : []
  return sql`
SELECT person${id(build)}, target.1 AS kind, target.2 AS value, attempt
FROM (
  SELECT person${id(build)}, arrayJoin(variant.1) AS target, best.1 AS attempt
  FROM (${
    keys
      ? bestOfKeys(build)
      : sql`
    SELECT person${id(build)}, variant, ${best(build)} AS best
    FROM (${courses(build, partOf(build))})`
  }
  )
  WHERE notEmpty(best.1) AND best.2 = 0
)
WHERE ${and(reached)}`
}

const id = ({ columns }: Build): Fragment => (columns.id ? sql`, id` : sql``)

const best = ({ shape }: Build): Fragment => bestAttempt(shape, { from: sql`variant.4`, to: sql`variant.5` })

/** The furthest of the attempts of all keys; of equal ones the earliest. */
const bestOfKeys = (build: Build): Fragment => sql`
    SELECT
      person${optionally(build.columns.id, () => sql`, any(id) AS id`)}, variant,
      argMin(result, (-toInt32(length(result.1)), result.2, result.1)) AS best
    FROM (
      SELECT person${id(build)}, variant, ${best(build)} AS result
      FROM (${courses(build, keyedPartOf(build))})
    )
    GROUP BY person, variant`

/** String of numbers: time and the order of the steps in one; what matches no step comes after what does. */
const PLACED = sql`arraySort(arrayMap(event -> (
      toUInt64(event.1) * 4096 + (bitCount(bitXor(event.2, event.2 - 1)) - 1) * 64 + toUInt8(floor(log2(greatest(event.2, 1)))),
      event.2), part))`

/** `SELECT person, variant, events, excluded_…`: per variant (and key) what a funnel is looked for in. */
const courses = (build: Build, part: Fragment): Fragment => {
  const { exclude, groups } = build.shape.special
  const kept = exclude.map((_, i) => {
    const name = excludedName(i)
    if (groups !== 'values') return sql`, ${name}`
    const own = sql`arrayMap(one -> one.1, arrayFilter(one -> variant.2 = 0 OR (one.3 AND one.2 = variant.3), ${name}_all))`
    return sql`, ${own} AS ${name}`
  })
  return sql`
      SELECT person${id(build)}, variant, ${PLACED} AS events${join(kept, '')}
      FROM (${part}
      )`
}

const excludedName = (i: number): Fragment => sql`excluded_${count(i + 1)}`

const excludedColumns = ({ shape }: Build): Fragment =>
  join(
    shape.special.exclude.map((_, i) =>
      shape.special.groups === 'values' ? sql`, ${excludedName(i)}_all` : sql`, ${excludedName(i)}`,
    ),
    '',
  )

/** In a strict funnel whatever is no noise stands in the way; else only what matches a step is looked at. */
const matters = ({ shape, of }: Build): Fragment =>
  shape.special.order === 'strict' ? sql`(${of(e, 'mask')} != 0 OR NOT ${of(e, 'noise')})` : sql`${of(e, 'mask')} != 0`

/** Array of events: what a variant is about. */
const restricted = (build: Build): Fragment => {
  const { of, masked, shape } = build
  const { groups } = shape.special
  if (groups === 'values')
    return sql`arrayFilter(event -> variant.2 = 0 OR (${of(e, 'has_value')} AND ${of(e, 'event_value')} = variant.3), seen)`
  if (typeof groups !== 'number') return sql`seen`
  const bit = sql`bitShiftLeft(toUInt64(1), ${count(groups - 1)})`
  const other = sql`variant.2 = 1 AND ${of(e, 'event_value')} != variant.3`
  return sql`arrayMap(event -> ${masked(e, sql`if(${other}, bitAnd(${of(e, 'mask')}, bitNot(${bit})), ${of(e, 'mask')})`)}, seen)`
}

const partOf = (build: Build): Fragment => sql`
        SELECT person${id(build)}, variant, arrayFilter(event -> ${matters(build)}, ${restricted(build)}) AS part${excludedColumns(build)}
        FROM (${variants(build)}
        )`

const keyedPartOf = (build: Build): Fragment => {
  const { of, masked } = build
  return sql`
        SELECT
          person${id(build)}, variant,
          arrayFilter(event -> ${matters(build)}, arrayMap(
            event -> ${masked(e, sql`if(has(${of(e, 'keys')}, key), ${of(e, 'mask')}, 0)`)}, own)) AS part${excludedColumns(build)}
        FROM (
          SELECT person${id(build)}, variant, own, arrayJoin(arrayDistinct(arrayFlatten(arrayMap(
            event -> if(${of(e, 'mask')} != 0, ${of(e, 'keys')}, []), own)))) AS key${excludedColumns(build)}
          FROM (
            SELECT person${id(build)}, variant, ${restricted(build)} AS own${excludedColumns(build)}
            FROM (${variants(build)}
            )
          )
        )`
}

const TARGETS = "'Array(Tuple(UInt8, Array(String)))'"
const targets = (pairs: Fragment): Fragment => sql`CAST([${pairs}], ${{ parts: [TARGETS] }})`
const NO_VALUE = sql`CAST([], 'Array(String)')`

/**
 * A row per variant: (kinds and values that its result is told as, 1 where it looks at the events of one value only, that value,
 * first and last ms at which attempts start).
 */
const variants = (build: Build): Fragment => {
  const { shape, of, lastEntry } = build
  const { groups, periods } = shape.special
  const touching = sql`arrayFilter(event -> ${of(e, 'mask')} != 0 AND ${of(e, 'has_value')} AND ${of(e, 'ms')} <= ${shape.to}, seen)`
  const order = sql`(${of(e, 'ms')}, bitCount(bitXor(${of(e, 'mask')}, ${of(e, 'mask')} - 1)), floor(log2(greatest(${of(e, 'mask')}, 1))), ${of(e, 'mask')}, ${groups === 'touch' ? of(e, 'arrival') : sql`0`})`
  const sorted = shape.lastTouch ? sql`arrayReverseSort` : sql`arraySort`
  const touch = sql`arrayMap(event -> ${of(e, 'event_value')}, ${sorted}(event -> ${order}, ${touching}))[1]`
  const everybody = sql`(${targets(groups === 'touch' ? sql`(0, ${NO_VALUE}), (1, ${touch})` : sql`(0, ${NO_VALUE})`)}, 0, ${NO_VALUE}, ${shape.from}, ${lastEntry})`
  const valued =
    typeof groups === 'number'
      ? sql`bitTest(${of(e, 'mask')}, ${count(groups - 1)})`
      : sql`${of(e, 'mask')} != 0 AND ${of(e, 'has_value')}`
  const byValue = sql`arrayMap(
              value -> (${targets(sql`(1, value)`)}, 1, value, ${shape.from}, ${lastEntry}),
              arrayDistinct(arrayMap(event -> ${of(e, 'event_value')}, arrayFilter(event -> ${valued}, seen))))`
  const byPeriod = sql`arrayMap(
              period -> (
                ${targets(sql`(2, [toString(period)])`)}, 0, ${NO_VALUE},
                greatest(${shape.from}, ${periods ?? sql`[]`}[period]),
                if(period = length(${periods ?? sql`[]`}), ${lastEntry}, least(${lastEntry}, ${periods ?? sql`[]`}[period + 1] - 1))),
              arrayDistinct(arrayMap(
                event -> toUInt32(arrayCount(first -> first <= ${of(e, 'ms')}, ${periods ?? sql`[]`})),
                arrayFilter(event -> ${of(e, 'mask')} != 0 AND ${of(e, 'ms')} <= ${lastEntry}, seen))))`
  const all = [
    sql`[${everybody}]`,
    ...(groups === 'values' || typeof groups === 'number' ? [byValue] : []),
    ...(periods ? [byPeriod] : []),
  ]
  return sql`
          SELECT person${id(build)}, seen${excludedColumns(build)}, arrayJoin(${all.length === 1 ? (all[0] as Fragment) : sql`arrayConcat(${join(all, ', ')})`}) AS variant
          FROM (${people(build)}
          )`
}

/** A row per person: its events, with first times settled. */
const people = (build: Build): Fragment => {
  const { shape, of, masked } = build
  const { first } = shape.special
  if (first.length === 0) return gathered(build)
  const withoutOthers = first.reduce(
    (mask, { step }, i) =>
      sql`bitAnd(${mask}, if((event.1, ${of(e, 'arrival')}) = first_${count(i + 1)}, bitNot(toUInt64(0)), bitNot(bitShiftLeft(toUInt64(1), ${count(step - 1)}))))`,
    sql`event.2`,
  )
  return sql`
            SELECT person${id(build)}${excludedColumns(build)}, arrayFilter(event -> ${matters(build)}, arrayMap(
              event -> ${masked(e, withoutOthers)}, found)) AS seen
            FROM (${gathered(build)}
            )`
}

const gathered = (build: Build): Fragment => {
  const { shape, columns, lastEntry } = build
  const { first, exclude, order, groups } = shape.special
  const fields = fieldsOf(shape.special).map(field => sql`, ${{ parts: [field] }}`)
  const looked = order === 'strict' ? sql`(mask != 0 OR NOT noise)` : sql`mask != 0`
  const since = first.length > 0 ? [sql`ms >= ${shape.from}`] : []
  const firsts = first.map(
    (_, i) =>
      sql`,
                minIf((ms, arrival), among_${count(i + 1)}) AS first_${count(i + 1)}`,
  )
  const excluded = exclude.map((_, i) => {
    const told = groups === 'values' ? sql`(ms, event_value, has_value)` : sql`ms`
    const name = groups === 'values' ? sql`${excludedName(i)}_all` : excludedName(i)
    return sql`,
                groupArrayIf(${told}, ${and([sql`bitTest(excluded, ${count(i)})`, ...since])}) AS ${name}`
  })
  const starts = order === 'unordered' ? sql`mask != 0` : sql`bitTest(mask, 0)`
  const kept = [
    looked,
    ...(exclude.length > 0 ? [sql`excluded != 0`] : []),
    ...first.map((_, i) => sql`among_${count(i + 1)}`),
  ]
  return sql`
              SELECT
                person${optionally(columns.id, () => sql`, any(id) AS id`)},
                groupArrayIf((ms, mask${join(fields, '')}), ${and([looked, ...since])}) AS ${first.length > 0 ? sql`found` : sql`seen`}${join([...firsts, ...excluded], '')}
              FROM (${rows(build)}
              )
              WHERE ${or(kept)}
              GROUP BY person
              HAVING countIf(${and([starts, sql`ms <= ${lastEntry}`, ...since])}) > 0`
}

const rows = ({ shape, columns }: Build): Fragment => {
  const { first, firstNames, exclude, keys, order } = shape.special
  const fields = fieldsOf(shape.special)
  const looked = { ...shape, to: sql`${shape.to} + ${shape.window}` }
  const history =
    first.length === 0
      ? []
      : [
          or([
            sql`toUnixTimestamp64Milli(ts) >= ${shape.from}`,
            ...(firstNames ? [sql`name IN ${param('Array(String)', firstNames)}`] : [sql`true`]),
          ]),
        ]
  const columnsOf: Fragment[] = [
    ...first.map(({ among }, i) => sql`toUInt8(${among}) AS among_${count(i + 1)}`),
    ...(exclude.length === 0
      ? []
      : [
          sql`${join(
            exclude.map(({ condition }, i) => sql`bitShiftLeft(toUInt64(${condition}), ${count(i)})`),
            ' + ',
          )} AS excluded`,
        ]),
    ...(order === 'strict' ? [sql`name IN ${param('Array(String)', AUTOMATIC_NOISE)} AS noise`] : []),
    ...(keys ? [sql`${keys} AS keys`] : []),
    ...(fields.includes('event_value') && shape.by
      ? [sql`${shape.by.value} AS event_value`, sql`${shape.by.present} AS has_value`]
      : []),
    ...(fields.includes('arrival') ? [sql`(received, log_partition, log_offset, log_index) AS arrival`] : []),
  ]
  return sql`
                SELECT
                  ${personKey(shape.database)} AS person,${optionally(columns.id, () => sql` ${personId(shape.database)} AS id,`)}
                  toUnixTimestamp64Milli(ts) AS ms,
                  ${maskWithKeys(shape, keys)} AS mask${join(
                    columnsOf.map(column => sql`,\n                  ${column}`),
                    '',
                  )}
                ${eventsIn(first.length > 0 ? { ...looked, from: param('Int64', EARLIEST_MS) } : looked, [...history, ...shape.conditions])}`
}

/** An event without what must be the same matches no step. */
const maskWithKeys = ({ mask }: FunnelShape, keys: Fragment | undefined): Fragment =>
  keys ? sql`if(notEmpty(keys), ${mask}, 0)` : mask
