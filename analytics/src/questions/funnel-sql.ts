import { and, type Fragment, join, param, sql } from '../sql/fragment.ts'
import { plainAttempts } from './funnel-attempts.ts'
import { count, type FunnelShape } from './funnel-shape.ts'
import { variantAttempts } from './funnel-variants.ts'

/** How an answer is told: the width and number of groups, and the steps and bins of the time to convert. */
export type Telling = {
  groups?: { width: number; limit: number }
  convert?: { from: number; to: number; bins: number | null }
}

const isSpecial = (shape: FunnelShape): shape is FunnelShape & { special: NonNullable<FunnelShape['special']> } =>
  shape.special !== undefined

/** `SELECT person, value, attempt` of everybody; `value` where there are groups by touch. */
const everybodysAttempts = (shape: FunnelShape): Fragment =>
  isSpecial(shape) ? variantAttempts(shape) : plainAttempts(shape)

/** Array: the ms from each step to the next; NULL where one of the two was skipped. */
const gapsOf = ({ special }: FunnelShape): Fragment =>
  special && special.optional.length > 0
    ? sql`arrayMap((time, next) -> if(time = 0 OR next = 0, NULL, next - time), arrayPopBack(attempt), arrayPopFront(attempt))`
    : sql`arrayPopFront(arrayDifference(attempt))`

/** Array(UInt8): for each step whether it was filled. */
const filledOf = ({ special }: FunnelShape): Fragment =>
  special && special.optional.length > 0
    ? sql`arrayMap(time -> time != 0, attempt)`
    : sql`arrayWithConstant(length(attempt), 1)`

const openOf = ({ window, now }: FunnelShape): Fragment => sql`countIf(attempt[1] + ${window} >= ${now})`

const measures = (shape: FunnelShape): Fragment => sql`
    sumForEach(${filledOf(shape)}) AS reached,
    avgForEach(${gapsOf(shape)}) AS means,
    quantileExactInclusiveForEach(0.5)(${gapsOf(shape)}) AS medians,
    ${openOf(shape)} AS open`

/** Array(Int64): the ms between two steps, of those who did both. */
const converted = ({ convert }: Telling, among: Fragment): Fragment => {
  if (!convert) return sql``
  const [first, last] = [convert.from, convert.to].map(step => sql`attempt[${count(step)}]`) as [Fragment, Fragment]
  return sql`,
    groupArrayIf(${last} - ${first}, ${and([sql`${first} != 0`, sql`${last} != 0`, among])}) AS seconds_ms`
}

/** One row: how many reached each step, and over the gaps between steps (ms) the means and medians. */
const everybody = (shape: FunnelShape, telling: Telling): Fragment => sql`
  SELECT${measures(shape)}${converted(telling, sql`true`)}
  FROM (${everybodysAttempts(shape)})`

/**
 * A row for everybody (bucket 0), for each of the `limit` groups with most entrants, and for all others together.
 * The times of groups are kept as states until the groups are joined, since a median of medians is none.
 */
const grouped = (shape: FunnelShape, { width, limit }: { width: number; limit: number }): Fragment => sql`
  SELECT
    arrayJoin([0, least(place, ${param('UInt32', limit + 1)})]) AS bucket,
    if(bucket = 0, 'everybody', 'group') AS part,
    multiIf(bucket = 0, CAST([], 'Array(String)'), bucket > ${param('UInt32', limit)}, ['Other'], any(groups.value)) AS value,
    sumForEach(groups.reached) AS reached,
    avgForEachMerge(groups.means) AS means,
    quantileExactInclusiveForEachMerge(0.5)(groups.medians) AS medians,
    sum(groups.open) AS open
  FROM (
    SELECT *, row_number() OVER (ORDER BY reached[1] DESC, value ASC) AS place
    FROM (
      SELECT
        ${named(width)} AS value,
        sumForEach(${filledOf(shape)}) AS reached,
        avgForEachState(${gapsOf(shape)}) AS means,
        quantileExactInclusiveForEachState(0.5)(${gapsOf(shape)}) AS medians,
        ${openOf(shape)} AS open
      FROM (${everybodysAttempts(shape)})
      WHERE notEmpty(attempt)
      GROUP BY value
    )
  ) AS groups
  GROUP BY bucket`

/** Array(String): a person without a touch is in the group of empty texts. */
const named = (width: number): Fragment =>
  sql`if(empty(value), arrayWithConstant(${param('UInt32', width)}, ''), value)`

/** `SELECT person, kind, value, attempt` where a person may stand in several groups: kind 0 everybody, 1 group, 2 period. */
const severalAttempts = (shape: FunnelShape, columns: { id?: boolean }): Fragment => {
  if (isSpecial(shape)) return variantAttempts(shape, columns)
  const id = columns.id ? sql`, id` : sql``
  const targets = shape.by ? sql`[(0, CAST([], 'Array(String)')), (1, value)]` : sql`[(0, CAST([], 'Array(String)'))]`
  return sql`
  SELECT person${id}, attempt, target.1 AS kind, target.2 AS value
  FROM (SELECT person${id}, attempt, arrayJoin(${targets}) AS target FROM (${plainAttempts(shape, columns)}) WHERE notEmpty(attempt))`
}

/**
 * `SELECT person, kind, bucket, value, attempt`: groups beyond the `limit` largest are joined; who stands in several of those
 * is there once, with the furthest attempt.
 */
const bucketed = (shape: FunnelShape, { groups }: Telling, columns: { id?: boolean } = {}): Fragment => {
  const { width, limit } = groups ?? { width: 1, limit: 1 }
  const most = param('UInt32', limit)
  const id = columns.id ? sql`, any(ranked.id) AS id` : sql``
  return sql`
    SELECT
      person${id}, kind,
      if(kind = 1, least(place, ${most} + 1), if(kind = 2, toUInt64(ranked.value[1]), 0)) AS bucket,
      if(kind = 1 AND bucket > ${most}, ['Other'], any(ranked.value)) AS value,
      argMin(ranked.attempt, (-toInt32(length(ranked.attempt)), ranked.attempt)) AS attempt
    FROM (
      SELECT *, dense_rank() OVER (PARTITION BY kind ORDER BY entrants DESC, value ASC) AS place
      FROM (
        SELECT *, count() OVER (PARTITION BY kind, value) AS entrants
        FROM (SELECT * REPLACE (if(kind = 1, ${named(width)}, value) AS value) FROM (${severalAttempts(shape, columns)}))
      )
    ) AS ranked
    GROUP BY person, kind, bucket`
}

const severally = (shape: FunnelShape, telling: Telling): Fragment => sql`
  SELECT
    multiIf(kind = 0, 'everybody', kind = 1, 'group', 'period') AS part, bucket, any(value) AS value,${measures(shape)}${converted(telling, sql`kind = 0`)}
  FROM (${bucketed(shape, telling)}
  )
  GROUP BY kind, bucket`

/** Array(UInt8): for each step the one whose users it is compared with: the last before it that must be filled. */
const previousOf = ({ special }: FunnelShape): Fragment | null => {
  if (!special || special.optional.length === 0) return null
  const previous = [1]
  for (let step = 2; step <= special.steps; step++)
    previous.push(special.optional.includes(step - 1) ? (previous.at(-1) as number) : step - 1)
  return sql`[${join(previous.map(count), ', ')}][step]`
}

const stepColumns = (shape: FunnelShape): Fragment => {
  const previous = previousOf(shape) ?? sql`step - 1`
  return sql`
  step,
  ${shape.labels}[step] AS event,
  reached[step] AS users,
  if(reached[1] = 0, 0, users / reached[1]) AS conversion,
  if(step = 1, conversion, if(reached[${previous}] = 0, 0, users / reached[${previous}])) AS conversion_from_previous,
  if(step = 1 OR users = 0, NULL, means[step - 1] / 1000) AS mean_s,
  if(step = 1 OR users = 0, NULL, medians[step - 1] / 1000) AS median_s,
  if(step = 1, open, 0) AS immature`
}

/**
 * Nullable(Float64) mean and Array(Tuple(Float64, UInt64)) of edges in seconds and their users. The width is a whole number
 * of seconds, one at least, so that the last of `bins` + 1 edges has the largest.
 */
const convertColumns = ({ convert }: Telling): Fragment => {
  if (!convert) return sql``
  const bins =
    convert.bins === null
      ? sql`toInt64(ceil(round(cbrt(length(seconds_ms)), 9)))`
      : sql`toInt64(${count(convert.bins)})`
  const smallest = sql`arrayMin(seconds_ms)`
  const width = sql`greatest(toInt64(ceil((arrayMax(seconds_ms) - ${smallest}) / (1000 * ${bins}))), 1) * 1000`
  return sql`,
  if(empty(seconds_ms), NULL, arrayAvg(seconds_ms) / 1000) AS convert_mean_s,
  if(empty(seconds_ms), [], arrayMap(
    (edge, users) -> (edge / 1000, users),
    arrayMap(bin -> ${smallest} + bin * ${width}, range(0, toUInt32(${bins}) + 1)),
    arrayMap(
      bin -> countEqual(arrayMap(gap -> intDiv(gap - ${smallest}, ${width}), seconds_ms), bin),
      range(0, toUInt32(${bins}) + 1)))) AS convert_bins`
}

/** One row per step: the funnel as the view and the HTTP API tell it. */
export const funnelSteps = (shape: FunnelShape): Fragment => funnelTold(shape, {})

/** One row per part (everybody, group, period) and step. */
export const funnelTold = (shape: FunnelShape, telling: Telling): Fragment => {
  const several = shape.special !== undefined && (shape.special.groups !== null || shape.special.periods !== undefined)
  const touched = !several && telling.groups !== undefined
  const parts = several || (touched && telling.convert)
  const source = parts
    ? severally(shape, telling)
    : touched && telling.groups
      ? grouped(shape, telling.groups)
      : everybody(shape, telling)
  return sql`SELECT${parts || touched ? sql`\n  part, bucket, value,` : sql``}${stepColumns(shape)}${convertColumns(telling)}
FROM (${source}
)
ARRAY JOIN range(1, length(${shape.labels}) + 1) AS step
ORDER BY ${parts || touched ? sql`part, bucket, ` : sql``}step`
}

/** One row per person behind a step, in the order of their keys. `conditions` are on `attempt`; `value`: of that group. */
export const funnelUsers = (
  shape: FunnelShape,
  {
    conditions,
    telling,
    value,
    limit,
  }: { conditions: readonly Fragment[]; telling: Telling; value?: Fragment; limit: Fragment },
): Fragment => {
  const source = value
    ? sql`${bucketed(shape, telling, { id: true })}
  HAVING kind = 1 AND value = ${value}`
    : isSpecial(shape)
      ? sql`SELECT * FROM (${variantAttempts(shape, { id: true })}) WHERE kind = 0`
      : plainAttempts(shape, { id: true })
  return sql`SELECT
  id, toString(person) AS key
FROM (${source}
)
WHERE ${and(conditions)}
ORDER BY person
LIMIT ${limit}`
}
