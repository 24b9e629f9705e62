import { type Fragment, join, or, sql } from '../sql/fragment.ts'
import { count, type FunnelShape, type Special } from './funnel-shape.ts'

type Asked = FunnelShape & { special: Special }
/** Int64, ms: where attempts may start. */
type Starts = { from: Fragment; to: Fragment }

const NOTHING = sql`CAST([], 'Array(Int64)')`
const ms = (event: Fragment): Fragment => sql`toInt64(intDiv(${event}.1, 4096))`

/** Tuple(Array(Int64), UInt8): the best attempt in `events` (place and mask, in order), and whether it is spoiled. */
export const bestAttempt = (shape: Asked, starts: Starts): Fragment =>
  shape.special.order === 'ordered' && shape.special.optional.length === 0
    ? foldedBack(shape, starts)
    : eachStart(shape, starts)

/** UInt8: whether something excluded comes between the two steps, or inside the window where the later is not reached. */
const spoiled = ({ special, window }: Asked, attempt: Fragment): Fragment =>
  special.exclude.length === 0 || special.order === 'unordered'
    ? sql`toUInt8(0)`
    : sql`toUInt8${or(
        special.exclude.map(({ from, to }, i) => {
          const [first, last] = [from, to].map(step => sql`${attempt}[${count(step)}]`) as [Fragment, Fragment]
          const until = sql`if(${last} != 0, excluded < ${last}, excluded <= ${attempt}[1] + ${window})`
          return sql`(${first} != 0 AND arrayExists(excluded -> excluded > ${first} AND ${until}, excluded_${count(i + 1)}))`
        }),
      )}`

/**
 * One pass from the last event to the first, as `funnelAttempts` does it: `state.1[k]` is the chain of times that starts
 * with step k at or after here, `state.2` the best attempt so far, and whether that is spoiled.
 */
const foldedBack = (shape: Asked, { from, to }: Starts): Fragment => {
  const t = ms(sql`event`)
  const steps = count(shape.special.steps)
  return sql`arrayFold(
      (state, event) -> (
        arrayMap(
          k -> if(bitTest(event.2, k - 1), arrayPushFront(state.1[k + 1], ${t}), state.1[k]),
          range(1, ${steps} + 2)),
        arrayMap(
          attempt -> arrayMap(
            broken -> if(
              bitTest(event.2, 0) AND ${t} BETWEEN ${from} AND ${to} AND (length(attempt) > length(state.2.1) OR (
                length(attempt) = length(state.2.1) AND broken <= state.2.2)),
              (attempt, broken), state.2),
            [${spoiled(shape, sql`attempt`)}])[1],
          [arrayFilter(time -> time <= ${t} + ${shape.window}, arrayPushFront(state.1[2], ${t}))])[1]),
      arrayReverseSort(events),
      (arrayMap(k -> ${NOTHING}, range(${steps} + 1)), (${NOTHING}, toUInt8(0)))).2`
}

/** Every attempt by itself, forward from its start (place, mask, number in `events`); the best of them. */
const eachStart = (shape: Asked, { from, to }: Starts): Fragment => {
  const { order, steps } = shape.special
  const begins = order === 'unordered' ? sql`start.2 != 0` : sql`bitTest(start.2, 0)`
  const later =
    order === 'strict'
      ? sql`arraySlice(events, start.3 + 1, ${count(Math.max(steps - 1, 1))})`
      : sql`arraySlice(events, start.3 + 1)`
  const after = sql`arrayFilter(event -> ${ms(sql`event`)} <= ${ms(sql`start`)} + ${shape.window}, ${later})`
  const filled = order === 'unordered' ? inAnyOrder(shape, after) : inOrder(shape, after)
  return sql`arrayMap(kept -> (kept.1, kept.2), arraySort(
      kept -> (-toInt32(length(kept.1)), kept.2, kept.3),
      arrayMap(
        start -> arrayMap(attempt -> (attempt, ${spoiled(shape, sql`attempt`)}, start.3), [${filled}])[1],
        arrayFilter(
          start -> ${begins} AND ${ms(sql`start`)} BETWEEN ${from} AND ${to},
          arrayMap((event, at) -> (event.1, event.2, at), events, arrayEnumerate(events))))))[1]`
}

/**
 * Array(Int64): the steps filled from `start` on. The state has, for each step j and number of steps skipped before it, the
 * chain that fills j earliest; several ways to the same are settled from the back: the earlier step before it is preferred.
 * In a strict funnel the event at place n after the start must be the n-th that is filled after it.
 */
const inOrder = ({ special: { steps, optional, order } }: Asked, after: Fragment): Fragment => {
  const width = optional.length + 1
  /** How many steps right before each step may be skipped. */
  const runs: number[] = []
  for (let step = 1; step <= steps; step++) runs.push(optional.includes(step - 1) ? (runs.at(-1) as number) + 1 : 0)
  const W = count(width)
  const j = sql`(intDiv(i - 1, ${W}) + 1)`
  const s = sql`((i - 1) % ${W})`
  const cells = sql`range(1, ${count(steps * width + 1)})`
  const run = sql`[${join(runs.map(count), ', ')}]`
  const before = sql`arrayLast(one -> notEmpty(one.1), arrayMap(
              skipped -> (state[toInt32((${j} - 2 - skipped) * ${W} + ${s} - skipped + 1)], skipped),
              range(toUInt64(least(${run}[${j}], ${s}) + 1))))`
  const adjacent = order === 'strict' ? sql` OR ${j} - ${s} != at_after + 1` : sql``
  return sql`arraySort(chain -> (-toInt32(length(chain)), countEqual(chain, 0)), arrayFold(
          (state, event, at_after) -> arrayMap(
            i -> if(
              ${j} = 1 OR notEmpty(state[i]) OR NOT bitTest(event.2, ${j} - 1)${adjacent},
              state[i],
              arrayMap(
                one -> if(empty(one.1), ${NOTHING}, arrayConcat(one.1, arrayWithConstant(one.2, toInt64(0)), [${ms(sql`event`)}])),
                [${before}])[1]),
            ${cells}),
          ${after}, arrayEnumerate(${after}),
          arrayMap(i -> if(i = 1, [${ms(sql`start`)}], ${NOTHING}), ${cells})))[1]`
}

/**
 * Array(Int64): when one step, two, … were filled. The state has every set of steps that the events so far can have filled, each
 * event one of them; an event counts if it makes one of the sets larger.
 */
const inAnyOrder = ({ special: { steps, exclude }, window }: Asked, after: Fragment): Fragment => {
  const larger = sql`arrayDistinct(arrayFlatten(arrayMap(
                filled -> arrayMap(step -> bitOr(filled, step), bitmaskToArray(bitAnd(event.2, bitNot(filled)))),
                state.1)))`
  const folded = sql`arrayFold(
            (state, event) -> arrayMap(
              sets -> if(empty(sets), state, (sets, arrayPushBack(state.2, ${ms(sql`event`)}))),
              [${larger}])[1],
            ${after},
            (bitmaskToArray(start.2), [${ms(sql`start`)}])).2`
  if (exclude.length === 0) return folded
  const until = sql`if(length(chain) = ${count(steps)}, excluded < chain[-1], excluded <= chain[1] + ${window})`
  const ends = or(
    exclude.map((_, i) => sql`arrayExists(excluded -> excluded > chain[1] AND ${until}, excluded_${count(i + 1)})`),
  )
  return sql`arrayMap(chain -> if(${ends}, [chain[1]], chain), [${folded}])[1]`
}
