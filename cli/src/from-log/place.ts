import type { EventLog, LogCoordinates, Position } from '@maidian/engines'
import { CliError } from '../errors.ts'

/** Where in the log to go on: places in partitions, one for the only partition, or a time in ms. */
export type Place = { at: LogCoordinates[] } | { only: number } | { time: number }

/** Clocks of collectors and of the log differ; ids decide what is new, so it may be too much. */
export const MARGIN_MS = 10 * 60_000

/** `1200`, `0:1200,1:900` (partition:offset), or a time with its zone such as `2026-11-11T08:00:00+08:00`. */
export const readPlace = (text: string): Place => {
  if (/^\d+$/.test(text)) return { only: Number(text) }
  if (/^\d+:\d+(,\d+:\d+)*$/.test(text)) {
    const at = text.split(',').map(one => one.split(':').map(Number) as [number, number])
    return { at: at.map(([partition, offset]) => ({ partition, offset })) }
  }
  const time = /^\d{4}-\d\d-\d\dT.*(Z|[+-]\d\d:?\d\d)$/.test(text) ? Date.parse(text) : Number.NaN
  if (Number.isNaN(time)) throw new CliError('replay.place', text)
  return { time }
}

const offsetsOf = async (log: EventLog, place: Place): Promise<LogCoordinates[]> => {
  if ('at' in place) return place.at
  if ('time' in place) return log.offsetsAt(Math.max(0, place.time - MARGIN_MS))
  if (log.partitions > 1) throw new CliError('replay.partitions', `it has ${log.partitions}`)
  return [{ partition: 0, offset: place.only }]
}

/** `from`: what was to be read next before, null: nothing was read yet; `gap`: records below `to` that are gone. */
export type Moved = { partition: number; from: number | null; to: number; end: number; gap: number }

/** Has a group go on at a place. A gap is refused, unless somebody accepts it: then it goes on where the log begins. */
export const moveTo = async (
  log: EventLog,
  {
    group,
    to,
    acceptGap,
    dryRun,
  }: { group: string; to: readonly LogCoordinates[]; acceptGap: boolean; dryRun: boolean },
): Promise<Moved[]> => {
  const held = new Map((await log.positions(group)).map(position => [position.partition, position]))
  const moved = to.map(({ partition, offset }): Moved => {
    const range: Position = held.get(partition) ?? { partition, committed: null, earliest: 0, end: -1 }
    const gap = Math.max(0, range.earliest - offset)
    return { partition, from: range.committed, to: acceptGap ? offset + gap : offset, end: range.end, gap }
  })
  const fits = moved.every(one => one.to <= one.end && (acceptGap || one.gap === 0))
  if (dryRun && fits) return moved
  await log.setPosition(
    group,
    moved.map(({ partition, to: offset }) => ({ partition, offset })),
  )
  return moved
}

/** The same, for a place that somebody named. `isCut`: the log begins after the time asked for, so older records may be gone. */
export const moveToPlace = async (
  log: EventLog,
  { place, ...rest }: { group: string; place: Place; acceptGap: boolean; dryRun: boolean },
): Promise<{ moved: Moved[]; isCut: boolean }> => {
  const to = await offsetsOf(log, place)
  const held = await log.positions(rest.group)
  const isCut =
    'time' in place &&
    to.some(
      ({ partition, offset }) => offset > 0 && held.some(one => one.partition === partition && one.earliest === offset),
    )
  return { moved: await moveTo(log, { ...rest, to }), isCut }
}
