/** A wall clock's reading, as ms since 1970 if that clock ran in UTC. */
type Wall = number

const DAY_MS = 86_400_000
const HOUR_MS = 3_600_000

/** Reads instants off a wall clock in `tz`, daylight saving included. */
export const wallClock = (tz: string): ((instant: number) => Wall) => {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: tz,
    calendar: 'iso8601',
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  })
  return instant => {
    const at: Record<string, number> = {}
    for (const { type, value } of format.formatToParts(instant)) at[type] = Number(value)
    const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = at
    const wholeSecond = Math.floor(instant / 1000) * 1000
    return Date.UTC(year, month - 1, day, hour, minute, second) + (instant - wholeSecond)
  }
}

/** `2026-11-01`, the date that a wall clock in `tz` shows at an instant. */
export const localDate = (instant: number, tz: string): string => isoDate(wallClock(tz)(instant))

/** `2026-11-01` of ms since 1970 in UTC. */
export const isoDate = (wall: Wall): string => new Date(wall).toISOString().slice(0, 10)

/**
 * The first instant at which a wall clock in `tz` shows this date. Searched for rather than computed, because a day
 * may begin at 01:00 where the clock skips midnight.
 */
export const startOfDate = (date: string, tz: string): number => {
  const wall = wallClock(tz)
  const midnight = Date.parse(`${date}T00:00:00Z`)
  let before = midnight - 15 * HOUR_MS
  let after = midnight + 15 * HOUR_MS
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2)
    if (isoDate(wall(middle)) >= date) after = middle
    else before = middle
  }
  return after
}

/** The date `n` days later. */
export const addDays = (date: string, n: number): string => isoDate(Date.parse(`${date}T00:00:00Z`) + n * DAY_MS)

/**
 * The instant of a wall clock's reading: the first where the clock shows it twice; where it skips it, as much later as
 * the clock was turned.
 */
export const instantOf = (reading: Wall, tz: string): number => {
  const wall = wallClock(tz)
  const offsets = [-DAY_MS, DAY_MS].map(distance => wall(reading + distance) - (reading + distance))
  const candidates = offsets.map(offset => reading - offset)
  const shown = candidates.filter(candidate => wall(candidate) === reading)
  return shown.length > 0 ? Math.min(...shown) : (candidates[0] as number)
}
