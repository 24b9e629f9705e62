/** Which calendar day it is in a time zone, as `2026-11-11`. `now` in ms since 1970; formatted once a second. */
export const dayIn = (timezone: string): ((now: number) => string) => {
  const format = new Intl.DateTimeFormat('en-CA', { timeZone: timezone, dateStyle: 'short' })
  let second = -1
  let day = ''
  return now => {
    if (Math.floor(now / 1000) !== second) {
      second = Math.floor(now / 1000)
      day = format.format(now)
    }
    return day
  }
}
