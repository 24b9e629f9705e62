import type { Interval } from '@maidian/schemas'
import { type Fragment, param, sql } from '../sql/fragment.ts'

export type PeriodsShape = {
  period: Interval
  tz: string
  /** Where the first period begins: its local date, and for hours its instant in ms. */
  firstDate: string
  firstInstant: number
}

/** Int32: the number of the period that an event of the range falls in, from 0. */
export const periodNumber = ({ period, tz, firstDate, firstInstant }: PeriodsShape): Fragment => {
  const day = sql`toDate(ts, ${param('String', tz)})`
  const first = sql`toDate(${param('String', firstDate)})`
  switch (period) {
    case 'hour':
      return sql`toInt32(intDiv(toUnixTimestamp64Milli(ts) - ${param('Int64', firstInstant)}, 3600000))`
    case 'day':
      return sql`toInt32(${day} - ${first})`
    case 'week':
      return sql`toInt32(intDiv(${day} - ${first}, 7))`
    case 'month':
      return sql`toInt32(dateDiff('month', ${first}, ${day}))`
  }
}
